"""reportgen: one department's data in, the full 部门整体绩效评价报告 out."""

__version__ = "0.1.0"
