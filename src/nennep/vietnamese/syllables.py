"""Which letter sequences can be Vietnamese: the measure by which a reading of garbled text is judged."""

import re
import unicodedata
from functools import lru_cache

_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et
ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao
oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh uyt uyu uơ
ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu
"""
_ONSETS = "ngh(?=[eêi])|ng|nh|n|gh(?=[eêi])|gi|g|kh|k(?=[eêiy])|ch|c|ph|p|th|tr|t|b|d|đ|h|l|m|qu|r|s|v|x"
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{'|'.join(sorted(_RIMES.split(), key=len, reverse=True))})")
_STOPPED = re.compile(r"(?:p|t|c|ch)$")
_GLIDE = re.compile(r"(?:[ae]o|[aoôơuư]i|[aâêiươ]u|[aâ]y)$")
_IMPOSSIBLE = -4
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}

# Words that lists of people are full of; they decide where two readings could both be Vietnamese.
_COMMON_TEXT = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh đoàn lâm mai trịnh tô hà cao lương trương tạ
hứa la nông thái châu quách lưu tăng từ vương kiều phùng thạch văn thị đức ngọc hữu xuân thanh minh quang công đình bá kim hồng thu
bích trọng hải hòa hoà hùng hưng huy khánh kiên lan linh loan long mạnh mỹ nam nga ngân nghĩa nhung oanh phong phú phúc phương quân
quốc quý quỳnh sơn sỹ tâm tân thắng thảo thành thịnh thủy thuỷ thúy tiến toàn trang trí trung tú tuấn tùng tuyết uyên vân vinh vượng
yến ánh bình chi chiến cường dũng duy duyên đạt điệp đông giang hạnh hằng hiền hiếu hoa huệ huyền hương khoa lợi lực ly nhân nhi
danh sách chi bộ đảng viên ủy uỷ bí thư phó ban chấp hành họ và tên ngày tháng năm sinh nữ giới tính vào chính thức chức vụ đơn vị
trình độ lý luận chính trị trung cấp sơ chủ tịch hội nông dân phụ phường xã thôn khối trường mầm non tiểu học số thứ tự ghi chú quê quán
dân tộc kinh tổng cộng đồng chí công tác không chưa kết quả hoàn thành lớp học viên tôn giáo nùng tày mường dao khmer hoa
giáo viên bác sĩ sỹ kế toán hưu trí nghiệp công viên chức cán bộ đại học đẳng huyện tỉnh thị trấn phòng trạm tế trưởng phó hội cựu
chiến binh mặt trận tổ quốc đoàn thanh niên người lập biểu xác nhận nơi ở thoại địa chỉ bản ấp xóm khu phố khối ủy uỷ quân sự công an
hành chính nhà nước quản trường lao động thương binh văn hóa hoá thể thao tài nguyên môi nội vụ tư pháp thanh tra kiểm nghị quyết định
hậu hạ hoài hợp hiệp hào hảo kiều kỳ ký lam lãm lệ liên liễu lĩnh lộc lợi luân luận lưu lương mạnh mẫn miên mùi nghị nghiêm nguyên nhã nhàn
nhật nho nhơn ninh phát phấn phi phước phượng quyên quyền quyết sáng sen sinh soạn sử tấn tây thạch thái thân thắm thao thế thêm thi thiên
thiện thịnh thoa thơ thơm thông thơi thưởng thường tín tính tình tịnh toán toản tố trà trâm trân triều trinh trịnh trúc trường tuân tường tuyến
tý vĩnh viễn việt vui vũ vỹ xuyến ý chung chuyên cúc cung cẩm cầm cảnh bằng bảo bắc biên bốn cam đại đan đăng điền điểm đỉnh đính
định đô độ đoan đồng đức giáp hạ hân hiển hiên hoạt hội hợi huấn hữu khanh khải khiêm khương khuê kiệm kỷ
"""
_COMMON = frozenset(_COMMON_TEXT.split())


@lru_cache(maxsize=50_000)
def _weight(word: str) -> int:
    if word in _COMMON:
        return 2
    bare: list[str] = []
    tones: list[str] = []
    decomposed = unicodedata.normalize("NFD", word)
    for char in decomposed:
        (tones if char in _TONES else bare).append(char)
    toneless = unicodedata.normalize("NFC", "".join(bare))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(toneless):
        return _IMPOSSIBLE
    tone = _TONES[tones[0]] if tones else "z"
    if tone not in "sj" and _STOPPED.search(toneless):
        return _IMPOSSIBLE
    return _IMPOSSIBLE if decomposed[-1] in _TONES and _ends_in_glide(toneless) else 1


def _ends_in_glide(toneless: str) -> bool:
    """Tell whether the last letter is a closing glide, which never bears the tone: Xaõ is no word, though xão could be."""
    rime = toneless[2:] if toneless.startswith(("gi", "qu")) else toneless
    return _GLIDE.search(rime) is not None


_WORD = re.compile(r"[^\s\d!-@\[-`{-~–—…]+")


def likeness(text: str) -> int:
    """Return how Vietnamese composed `text` looks: per word with marks 2 (usual in lists), 1 (possible) or -4 (impossible)."""
    return sum(_weight(word) for word in _WORD.findall(text.lower()) if not word.isascii())
