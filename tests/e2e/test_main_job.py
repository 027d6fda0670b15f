"""The whole job as its persons do it: from a cell's proposal to the row behind a figure of the annual report."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from nennep.core import clock
from tests.e2e import town as towns
from tests.e2e.conftest import SIZES, OpenPage, looks_right
from tests.e2e.town import AN, BINH, CUC, Town

ROUND = "Cử đảng viên mới đi học"
CLASS = "Lớp đảng viên mới khóa 1"
WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


def test_from_a_proposal_to_a_row_of_the_report(open_page: OpenPage) -> None:
    town = towns.town()
    officer = open_page(town.officer)
    open_a_round(officer, town)
    propose(open_page(town.secretary))
    begin_the_review(officer)
    select(open_page(town.approver))
    send_the_list(officer)
    registrar = open_page(town.registrar)
    admit(registrar)
    open_a_class(registrar)
    call_the_roll(open_page(town.registrar, "phone"))
    enter_marks(registrar)
    certificate = close_the_class(registrar)
    check_the_certificate(open_page(size="phone"), certificate)
    read_the_report(officer)


def looks_right_on_both(page: Page) -> None:
    """A page looks right on a desk and on a phone."""
    before = page.viewport_size
    for viewport in SIZES.values():
        page.set_viewport_size(viewport)
        looks_right(page)
    if before:
        page.set_viewport_size(before)


def press(page: Page, name: str) -> None:
    """Press a button of the page."""
    page.locator("#page, .page-head, main").get_by_role("button", name=name, exact=True).first.click()


def confirm(page: Page, label: str) -> None:
    """Say yes in the dialog that names what happens."""
    page.locator("#confirm").get_by_role("button", name=label, exact=True).click()


def written(day: int) -> str:
    """Return the day so many days from today as it is typed."""
    return f"{clock.today() + timedelta(days=day):%d/%m/%Y}"


def open_a_round(page: Page, town: Town) -> None:
    page.goto("/")
    looks_right_on_both(page)
    page.get_by_role("navigation").get_by_role("link", name="Cử tuyển").first.click()
    looks_right_on_both(page)
    page.get_by_role("link", name="Mở đợt cử").first.click()
    looks_right_on_both(page)
    page.get_by_label("Cấp ủy mở đợt").select_option(label=towns.WARD)
    page.get_by_label("Chương trình").select_option(label=towns.PROGRAM)
    page.get_by_label("Tên đợt").fill(ROUND)
    page.get_by_label("Cơ sở đào tạo").select_option(label=towns.CENTER)
    page.get_by_label("Chi bộ giới thiệu từ ngày").fill(written(0))
    page.get_by_label("đến", exact=True).fill(written(7))
    press(page, "Mở đợt")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chi bộ đang giới thiệu")
    looks_right_on_both(page)


def propose(page: Page) -> None:
    page.goto("/nominations/")
    page.get_by_role("link", name=ROUND).click()
    looks_right_on_both(page)
    page.locator(".page-head").get_by_role("link", name="Giới thiệu người").click()
    looks_right_on_both(page)
    for name in (AN, BINH, CUC):
        page.get_by_label(f"Chọn {name}").check()
    page.get_by_label("Lý do giới thiệu").fill("Đảng viên dự bị, cần học trước khi hết thời gian dự bị")
    press(page, "Giới thiệu")
    expect(page.locator("#proposed tbody tr")).to_have_count(3)
    page.get_by_role("button", name=f"Đưa {CUC} lên").click()
    expect(page.locator("#proposed tbody tr").nth(1)).to_contain_text(CUC)
    looks_right_on_both(page)


def begin_the_review(page: Page) -> None:
    page.reload()
    press(page, "Bắt đầu xét chọn")
    confirm(page, "Bắt đầu xét chọn")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đang xét chọn")
    looks_right_on_both(page)


def select(page: Page) -> None:
    page.goto("/nominations/")
    page.get_by_role("link", name=ROUND).click()
    looks_right_on_both(page)
    page.get_by_role("button", name=f"Đưa {CUC} lên").click()
    expect(page.locator("#dossiers tbody tr").first).to_contain_text(CUC)
    for name in (AN, BINH, CUC):
        page.get_by_label(f"Chọn {name}").check()
    press(page, "Chọn cử")
    expect(page.locator("#refusals")).to_contain_text("chỉ tiêu")
    page.get_by_label(f"Chọn {BINH}").uncheck()
    press(page, "Chọn cử")
    expect(page.locator("#dossiers").get_by_text("Được chọn", exact=True)).to_have_count(2)
    page.get_by_label(f"Chọn {BINH}").check()
    press(page, "Dự phòng")
    expect(page.locator("#dossiers .badge").get_by_text("Dự phòng", exact=True)).to_have_count(1)
    looks_right_on_both(page)


def send_the_list(page: Page) -> None:
    page.reload()
    press(page, "Gửi danh sách")
    confirm(page, "Gửi danh sách")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã gửi danh sách")
    expect(page.get_by_role("heading", name="Danh sách đã gửi")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name=".docx").first.click()
    assert taken.value.suggested_filename.endswith(".docx")
    looks_right_on_both(page)


def admit(page: Page) -> None:
    page.goto("/")
    page.goto("/nominations/inbox/")
    looks_right_on_both(page)
    page.get_by_role("link", name=ROUND).click()
    for name in (CUC, AN):
        page.get_by_label(f"Chọn {name}").check()
    press(page, "Tiếp nhận")
    expect(page.locator("#dossiers").get_by_text("Được tiếp nhận", exact=True)).to_have_count(2)
    looks_right_on_both(page)


def open_a_class(page: Page) -> None:
    page.goto("/classes/")
    looks_right_on_both(page)
    page.locator(".page-actions").get_by_role("link", name="Mở lớp").click()
    looks_right_on_both(page)
    page.get_by_label("Chương trình", exact=True).select_option(label=towns.PROGRAM)
    page.get_by_label("Mã lớp").fill("DVM-M1")
    page.get_by_label("Tên lớp").fill(CLASS)
    page.get_by_label("Khai giảng").fill(written(0))
    page.get_by_label("Số buổi").fill("2")
    page.get_by_label(WEEKDAYS[clock.today().weekday()], exact=True).check()
    page.get_by_label("Các phần có điểm").fill("Bài thu hoạch")
    press(page, "Mở lớp")
    page.locator(".page-actions").get_by_role("link", name="Tiếp nhận học viên").click()
    looks_right_on_both(page)
    page.get_by_label("Chọn tất cả").check()
    press(page, "Nhận vào lớp")
    expect(page.get_by_role("row", name=AN)).to_be_visible()
    expect(page.get_by_text(BINH)).to_have_count(0)
    expect(page.get_by_text("Đang học").first).to_be_visible()
    looks_right_on_both(page)


def call_the_roll(page: Page) -> None:
    page.goto("/classes/")
    page.get_by_role("link", name=CLASS).click()
    page.get_by_role("link", name="Buổi học, điểm danh").click()
    looks_right_on_both(page)
    for number in (0, 1):
        page.get_by_role("link", name="Điểm danh", exact=True).nth(number).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Buổi {number + 1}, ")
        looks_right_on_both(page)
        if number:  # marked away, then corrected
            for state in ("Có phép", "Có mặt"):
                page.get_by_role("group", name=AN).locator("label", has_text=state).tap()
        page.get_by_role("button", name="Còn lại: có mặt").tap()
        expect(page.locator("[data-marked]")).to_have_text("2")
        expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saved")
        page.get_by_role("link", name="Xong").tap()


def enter_marks(page: Page) -> None:
    page.get_by_role("link", name="Kết quả").click()
    looks_right_on_both(page)
    page.get_by_label(f"{AN}: Bài thu hoạch").fill("8,5")
    page.get_by_label(f"{CUC}: Bài thu hoạch").fill("9")
    press(page, "Lưu")
    expect(page.get_by_role("row", name=AN)).to_contain_text("giỏi")


def close_the_class(page: Page) -> str:
    """Close the class and return the address that the QR of a certificate names."""
    page.locator(".page-actions").get_by_role("link", name="Chốt lớp").click()
    looks_right_on_both(page)
    page.get_by_role("link", name="Kết quả đã đúng").click()
    looks_right_on_both(page)
    press(page, "Chốt lớp")
    confirm(page, "Chốt lớp")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã chốt")
    looks_right_on_both(page)
    address = page.get_by_role("row", name=CUC).get_by_role("link", name="Trang tra cứu").get_attribute("href")
    assert address
    return address


def check_the_certificate(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_text(CUC)).to_be_visible()
    expect(page.get_by_text("Giấy thật")).to_be_visible()
    looks_right_on_both(page)
    page.goto("/verify/no-such-certificate/")
    expect(page.get_by_text("Không có giấy chứng nhận này")).to_be_visible()


def read_the_report(page: Page) -> None:
    year = str(clock.today().year)
    page.goto(f"/reports/?year={year}")
    looks_right_on_both(page)
    line = page.get_by_role("row", name="DVM")
    expect(line).to_contain_text("2")
    line.get_by_role("link", name="2", exact=True).nth(1).click()
    expect(page.locator("main tbody tr")).to_have_count(2)
    expect(page.get_by_role("row", name=AN)).to_be_visible()
    expect(page.locator("h1 .count")).to_have_text("2")
    looks_right_on_both(page)
