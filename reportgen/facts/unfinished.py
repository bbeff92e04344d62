"""Lists that hold just what was not done, beside the counts of all: one unfinished task named without the others."""

from __future__ import annotations

from reportgen.facts.records.dossier import Department
from reportgen.facts.records.results import KeyTaskCount, ProjectCount


def names_only_open(name: str, department: Department) -> bool:
    """Whether the list that `name` (重点工作统计, 项目统计) counts holds all that was not done, and nothing else."""
    match name:
        case "重点工作统计":
            tasks = department.key_task_count or KeyTaskCount()
            return _left(tasks.number, tasks.done, [task.done is False for task in department.key_tasks])
        case "项目统计":
            projects = department.project_count or ProjectCount()
            is_open = [one.completion not in (None, "按期完成") for one in department.projects]
            return _left(projects.number, projects.on_time, is_open)
        case _:
            return False


def _left(number: int | None, done: int | None, is_open: list[bool]) -> bool:
    if number is None or done is None or not is_open:
        return False
    return all(is_open) and len(is_open) == number - done
