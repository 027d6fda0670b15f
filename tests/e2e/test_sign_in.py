"""Signing in, at both sizes."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage, looks_right
from tests.factories import organizations as make


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_signing_in_by_name_and_password(open_page: OpenPage, size: str) -> None:
    unit = make.unit()
    make.user_with("officer", unit, username="can-bo", password="mot-mat-khau-dai")
    page = open_page(size=size)
    page.goto("/")
    assert "/sign-in/login/" in page.url
    looks_right(page)
    page.locator("input[name=login]").fill("can-bo")
    page.locator("input[name=password]").fill("mot-mat-khau-dai")
    page.locator("input[name=password]").press("Enter")
    expect(page.get_by_role("heading", level=1, name="Bàn làm việc")).to_be_visible()


def test_a_session_given_by_the_tests_is_signed_in(open_page: OpenPage) -> None:
    page = open_page(make.user_with("officer", make.unit()))
    page.goto("/")
    assert "/sign-in/" not in page.url
    looks_right(page)
