"""What is said of an exception while a template is read or rendered: by its type, never by a library's words."""

from __future__ import annotations

from decimal import DecimalException, DivisionUndefined

from jinja2 import TemplateNotFound, TemplateRuntimeError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from reportgen.language.budget import ExhaustedError
from reportgen.values import Frozen


class NotAllowedError(SecurityError):
    """Something that a template may not do; the message, if any, is ours."""


class TooLargeError(OverflowError):
    """A number or size beyond what a report can hold; the message is ours."""


class UnsuitedError(TypeError):
    """Values that an operation is not for; the message is ours."""


class UnfilledError(UnsuitedError):
    """A value that nobody gave is to be printed."""


class Reason(Frozen):
    """Why something could not be made, and what to do."""

    why: str
    hint: str


ZERO = Reason("除数为零", "请先用 if 判断除数不为零")
_OWN = (NotAllowedError, TooLargeError, UnsuitedError)
_REASONS: tuple[tuple[type[BaseException], Reason], ...] = (
    (ExhaustedError, Reason("循环太多或文字太长", "请减少循环的次数，不要重复累加文字")),
    (ZeroDivisionError, ZERO),
    (DecimalException, Reason("这些数算不出结果", "请检查参与计算的数")),
    (SecurityError, Reason("这个操作不允许", "只能取值、判断和循环，请把计算放到算式里")),
    (OverflowError, Reason("数或范围太大", "请检查参与计算的数和循环的次数")),
    (RecursionError, Reason("层次太多或循环引用", "请拆成几句；检查 include、macro 和 super() 有没有引用自己")),
    (MemoryError, Reason("层次太多或文字太长", "请拆成几句")),
    (TemplateSyntaxError, Reason("写法读不懂", "请对照别的标签检查")),
    (TemplateNotFound, Reason("没有这个文件", "请检查 include 和 import 后的文件名")),
    (UndefinedError, Reason("有的名称没有值", "请检查名称，没有填的值先用 if 判断")),
    (TemplateRuntimeError, Reason("过滤器或判断词的名称不对", "请检查 map、select 等括号里的名称")),
    (SyntaxError, Reason("层次太多", "请减少 if、for 的层数和一句里的运算")),
    (UnfilledError, Reason("有的数没有填", "请填写这里写到的数，或先用 if 判断它填了没有")),
    (
        TypeError,
        Reason(
            "值的类型不对",
            "请检查运算、比较和过滤器用的值是数、日期还是文字；没有填的值先用 if 判断，算式后用过滤器的，算式要加括号",
        ),
    ),
    (AttributeError, Reason("值的类型不对，没有这里要用的内容", "请检查过滤器前面的值和括号里的参数")),
    (NameError, Reason("里面的数不是普通的数", "请检查数的写法")),
    (UnicodeError, Reason("有不能保存的字符", "请删去后重新输入这段文字")),
    (LookupError, Reason("没有这一项", "请检查编号、序号和列名")),
    (ValueError, Reason("值不合要求", "请检查这个值和过滤器的参数")),
    (Exception, Reason("这样写不能得出文字", "请换一种写法，可参照套件里别的句子")),
)


def reason(failure: BaseException) -> Reason:
    """Why `failure` was raised, in our users' words."""
    if isinstance(failure, DecimalException) and DivisionUndefined in _signals(failure):
        return ZERO
    found = next(reason for kind, reason in _REASONS if isinstance(failure, kind))
    said = _said(failure)
    return Reason(f"{found.why}（{said}）", found.hint) if said else found


def _signals(failure: DecimalException) -> list[type]:
    """The conditions that decimal raised; 0 ÷ 0 is InvalidOperation with DivisionUndefined in it."""
    return [signal for given in failure.args if isinstance(given, list) for signal in given]


def _said(failure: BaseException) -> str:
    """What only this failure can tell: our own message, or the key that was looked up."""
    if isinstance(failure, _OWN):
        return str(failure)
    key = failure.args[0] if isinstance(failure, KeyError) and failure.args else None
    return f"“{key}”" if isinstance(key, str) and len(key) <= 40 else ""
