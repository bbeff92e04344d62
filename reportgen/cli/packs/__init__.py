"""pack …: the tools of a district's editor, each command a module."""

from __future__ import annotations

from reportgen.cli import words
from reportgen.cli.words import Later

pack = words.CommandGroup(
    "pack",
    help="区县套件：新建、检查、查看、比较、预览、变量清单。",
    later={
        "block": Later(
            "reportgen.cli.packs.block",
            "block",
            "把上级模板的一块抄进本套件的 report.docx，供在 Word 里改。",
        ),
        "check": Later(
            "reportgen.cli.packs.check",
            "check",
            "检查一个套件：指标体系、算式、措辞、用例和 Word 模板，所有问题一次列出。",
        ),
        "diff": Later("reportgen.cli.packs.compare", "diff", "比较两个套件：新的一年或一个区改了什么。"),
        "kinds": Later(
            "reportgen.cli.packs.kinds",
            "kinds",
            "列出评分规则的类型；给出一种的，打印它的字段、默认、评分标准和用例。",
        ),
        "new": Later("reportgen.cli.packs.new", "new", "新建一个套件：继承上级，附可改之处的例子，马上可以生成报告。"),
        "preview": Later(
            "reportgen.cli.packs.preview",
            "preview",
            "生成一份样稿：标出每个块的起止、每个变量的名称和成段的条件，供改模板时对照。",
        ),
        "show": Later(
            "reportgen.cli.packs.look",
            "show_",
            "列出合并后的指标体系，每个值注明出自哪个文件哪一行；或另存空白评分表。",
        ),
        "vars": Later(
            "reportgen.cli.packs.variables",
            "vars_",
            "列出模板可用的变量和过滤器：含义、单位、样例；给出名称的一部分时只列有关的。",
        ),
        "watch": Later(
            "reportgen.cli.packs.watch",
            "watch",
            "看着一个套件的文件：一保存就重新检查，没有错的重出样稿，直到按 Ctrl-C。",
        ),
    },
)
