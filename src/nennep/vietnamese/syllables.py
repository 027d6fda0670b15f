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
_ONSETS = "ngh|ng|nh|n|gh|gi|g|kh|k|ch|c|ph|p|th|tr|t|b|d|đ|h|l|m|qu|r|s|v|x"
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{'|'.join(sorted(_RIMES.split(), key=len, reverse=True))})")
_STOPPED = re.compile(r"(?:p|t|c|ch)$")
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
dân tộc kinh tổng cộng đồng chí công tác không chưa kết quả hoàn thành lớp học viên
"""
_COMMON = frozenset(_COMMON_TEXT.split())


@lru_cache(maxsize=50_000)
def _weight(word: str) -> int:
    if word in _COMMON:
        return 2
    bare: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", word):
        (tones if char in _TONES else bare).append(char)
    toneless = unicodedata.normalize("NFC", "".join(bare))
    stopped = _STOPPED.search(toneless) is not None
    possible = len(tones) <= 1 and _SYLLABLE.fullmatch(toneless) is not None
    return 1 if possible and not (stopped and (not tones or _TONES[tones[0]] in "fxr")) else -4


_WORD = re.compile(r"[^\s\d!-@\[-`{-~–—…]+")


def likeness(text: str) -> int:
    """Return how Vietnamese composed `text` looks: per word with marks 2 (usual in lists), 1 (possible) or -4 (impossible)."""
    return sum(_weight(word) for word in _WORD.findall(text.lower()) if not word.isascii())
