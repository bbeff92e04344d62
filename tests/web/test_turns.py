"""撤销 and 重做 in a browser: what was changed on one page is taken back from another, and shown there."""

from __future__ import annotations

from typing import Any

import pytest
from driving import settled

pytestmark = pytest.mark.slow


def test_undo_leads_to_what_it_took_back(page: Any) -> None:
    page.wait_for_selector("table.list a")
    page.click("table.list a")
    page.click("#tabs >> text=人员")
    page.fill('[id="f:人员/劳务派遣"]', "0")
    page.keyboard.press("Tab")
    page.wait_for_selector('[id="f:人员/劳务派遣"].saved')
    settled(page)
    page.wait_for_selector("[data-turn=back]:enabled")
    page.click("nav >> text=整改")
    page.wait_for_selector("#problems")
    page.wait_for_selector("[data-turn=back]:enabled")
    assert page.get_attribute("[data-turn=back]", "title") == "撤销：人员.劳务派遣：14 → 0（“人员”页）"
    assert page.is_disabled("[data-turn=again]")
    page.click("[data-turn=back]")
    page.wait_for_selector("text=已撤销：人员.劳务派遣：14 → 0（“人员”页）")
    assert page.evaluate("[document.activeElement.id, document.activeElement.value]") == ["f:人员/劳务派遣", "14"]
    page.click("[data-turn=again]")  # the same page, which is loaded anew
    page.wait_for_selector("text=已重做：人员.劳务派遣：14 → 0")
    assert page.evaluate("[document.activeElement.id, document.activeElement.value]") == ["f:人员/劳务派遣", "0"]
    assert page.is_disabled("[data-turn=again]")
