"""The grammar of dates: what one expression looks like, read from the lexicons beside it."""

import re
from collections.abc import Iterable

from schema.lexicon import read_lexicon

PACKAGE = "extract.components.dates"

ZEROS = "0〇零○O"
CHINESE_DIGIT = "一二三四五六七八九"
JOINS = r"(?:至|到|-{1,2}|—{1,2}|~|─{1,2})"
"""What stands between the two ends of a period."""

YEAR = rf"(?:(?:19|20)\d\d|[一二][{ZEROS}九][{ZEROS}{CHINESE_DIGIT}]{{2}})"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元])"
DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[{CHINESE_DIGIT}]?|廿[{CHINESE_DIGIT}]?|十[{CHINESE_DIGIT}]?|[{CHINESE_DIGIT}])"
COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
LUNAR_DAY = (
    r"(?:初[一二三四五六七八九十]|二十[一二三四五六七八九]?|三十|廿[一二三四五六七八九]?|十[一二三四五六七八九]?)"
)


def words(name: str, column: str = "word", **wanted: str) -> str:
    """Give the alternatives of a lexicon's column as a regex, longest first; `wanted` picks rows by their cells."""
    rows = read_lexicon(PACKAGE, name, key=None if column in ("word", "name") else column)
    return either(row[column] for row in rows if all(row[key] == value for key, value in wanted.items()))


def either(alternatives: Iterable[str]) -> str:
    """Give words as a regex that matches any of them, longest first."""
    return "|".join(map(re.escape, sorted(set(alternatives), key=lambda word: (-len(word), word))))


RELATIVE = {row["word"]: row for row in read_lexicon(PACKAGE, "words.tsv")}
PARTS = {row["word"]: (int(row["first"]), int(row["last"])) for row in read_lexicon(PACKAGE, "parts.tsv")}

TIME_OF_DAY = rf"(?:{words('times.tsv')})"
_HOUR = rf"(?:\d{{1,2}}|[{CHINESE_DIGIT}十零两]{{1,3}})"
_MINUTE = rf"(?:\d{{1,2}}|[{CHINESE_DIGIT}十零]{{1,3}})"
CLOCK = (
    rf"(?:{_HOUR} ?(?:时(?![常间期隔])|点(?!\d|[钟多]?[多余]?[万亿%米公吨]))钟?"
    rf"(?: ?{_MINUTE} ?分(?!钟)(?: ?{_MINUTE} ?秒)?|半|整|[一三]刻)?"
    r"|\d{1,2}:\d{2}(?::\d{2})?)(?:许|左右|前后|整|多|刚过)?"
)
TIME = (
    rf"(?: ?[,(]? ?(?:星期|周|礼拜)[一二三四五六日天] ?\)?)?(?: ?{TIME_OF_DAY})?"
    rf"(?: ?{CLOCK}(?: ?{JOINS} ?{TIME_OF_DAY}?{CLOCK})?)?"
)
"""What may follow a day: weekday, time of day, hour, or two hours."""

_YEARWORDS = either(word for word, row in RELATIVE.items() if row["unit"] == "year")
_MONTHWORDS = either(word for word, row in RELATIVE.items() if row["unit"] == "month")
_OTHERWORDS = either(word for word, row in RELATIVE.items() if row["unit"] not in ("year", "month"))

_ISO = (
    r"(?=\d)(?:(?<![\d.·/-])(?P<iso_year>(?:19|20)\d\d)(?P<dot>[-/.])(?P<iso_month>\d{1,2})(?P=dot)(?P<iso_day>\d{1,2})"
    r"(?![.·/-]?\d)|(?<![\d.·/-])(?P<slash_first>\d{1,2})/(?P<slash_second>\d{1,2})(?:/(?P<slash_year>20\d\d))?(?![./\d]))"
)
_LUNAR_YEAR = rf"(?:(?P<lunar_year>{YEAR}) ?年|(?P<lunar_yearword>{_YEARWORDS}))?"
_LUNAR = (
    rf"(?:农历|阴历|夏历){_LUNAR_YEAR} ?(?P<lunar_month>闰?{MONTH}|[正冬腊])月"
    rf"(?P<lunar_day>{LUNAR_DAY}(?!日)|{DAY}(?=日))?日?"
    rf"|(?:(?P<lunar_month2>[正冬腊])月|大年)(?P<lunar_day2>{LUNAR_DAY})?"
    rf"|(?P<lunar_month3>十[一二]?|[{CHINESE_DIGIT}])月"
    rf"(?P<lunar_day3>初[{CHINESE_DIGIT}十](?![个名起家批次条宗位组])|廿[{CHINESE_DIGIT}]|十五(?![日个名]))"
)
_HOLIDAY_NAMES = words("holidays.tsv", "name")
_HOLIDAY = (
    rf"(?=[“\"{''.join(sorted({name[0] for name in _HOLIDAY_NAMES.split('|')}))}春]|{YEAR}|{_YEARWORDS})"
    rf"(?:(?P<holiday_year>{YEAR}) ?年|(?P<holiday_yearword>{_YEARWORDS}))?的?[“\"]?(?P<holiday>{_HOLIDAY_NAMES})[”\"]?"
    r"(?P<holiday_rest>(?:节(?!目|约|省|俭|点))?(?:小长假|长假|黄金周|假期|放假)?(?:期间)?)"
)
_RECENT = (
    rf"(?:过去的?|最近的?|近) ?(?P<recent>{COUNT}|半) ?(?P<recent_unit>年|个?月|天|周|个?星期)(?:多|余)?"
    r"(?P<recent_tail>以?来|里|间|中)?"
    rf"|(?<![第\d.每近{CHINESE_DIGIT}十])(?P<since>{COUNT}) ?年以?来(?!自|到|临|去|回)"
)
_DECADE = (
    rf"(?=[上本\d{CHINESE_DIGIT}十])(?:(?P<century>上个?|本|[12]\d|十[{CHINESE_DIGIT}]|二十一?)世纪 ?)?"
    rf"(?P<decade>(?:19|20)\d0|[1-9]0|[{CHINESE_DIGIT}]十)年代(?:初期?|末期?|中期)?"
)
_WEEK = (
    r"(?P<weekword>上上个?|下下个?|上个?|下个?|本|这个?)(?:周(?!年|期|岁|边|转)|星期|礼拜)(?P<weekday>[一二三四五六日天]|末)?"
    r"|(?<![一二两三四五六七八九十\d每逢])(?:周(?=[一二三四五六日末](?![某×X*年岁天姓]))|星期|礼拜)(?P<bare_weekday>[一二三四五六日天]|末)"
)
_AGO = (
    rf"(?=[\d{CHINESE_DIGIT}十两])(?<![\d.第])(?P<ago>{COUNT}) ?多?(?P<ago_unit>天|周|个?星期|个月|年)(?:之|以)?"
    r"(?P<ago_side>前(?![往来夕后期列位])|后)"
)
_WORD = rf"(?P<word>(?:{_OTHERWORDS})(?!(?<=至今)[年日天晚早晨夜]))"
_CLOCK_ALONE = (
    rf"(?:{TIME_OF_DAY} ?{CLOCK}|(?<![\d小])\d{{1,2}}时(?:\d{{1,2}}分)?许?(?![段代]))"
    rf"(?: ?{JOINS} ?{TIME_OF_DAY}?{CLOCK})?"
)

_YEAR_PART = (
    rf"(?:(?:(?P<year0>{YEAR}) ?(?:年? ?{JOINS}|、|年[和与](?={YEAR} ?年之间)) ?)?(?<![\d.])(?P<year>{YEAR}) ?年(?!代)度?"
    rf"|(?P<roc>(?:民国 ?\d{{2,3}}|(?<!\d)1[0-3]\d(?=年\d{{1,2}}月)))年"
    rf"|(?<![\d.])(?P<short>\d\d(?=年\d{{1,2}}月)|[0零〇][\d{CHINESE_DIGIT}])年"
    rf"|(?P<yearword>{_YEARWORDS})度?)"
)
_MONTH_PART = (
    rf"(?:(?:(?P<month0>(?<![\d.]){MONTH}) ?(?:{JOINS}|、) ?)?(?<![\d.])(?P<month>{MONTH}) ?"
    rf"月(?!龄|薪|租|饼|均|息|嫂|供|票|球|色|经|亮)份?"
    rf"|(?P<monthword>{_MONTHWORDS}))"
)
_EDGE = r"初(?!步|级|审|次|战|犯|夏|冬|春|秋|[一二三四五六七八九十])|底(?!层|线|数|价|细|气)|末(?!端)"
_SPAN_PART = (
    rf"(?P<part>{either(PARTS)}|(?<=年)(?:{_EDGE}))"
    rf"|(?P<head>前|头|首|最后|后) ?(?P<head_count>{COUNT}) ?(?P<head_unit>个月|周|天)"
    rf"|(?<=[年的])第(?P<week_number>{COUNT})周"
)
_DAY_PART = (
    rf"(?:(?:(?P<day0>(?<![\d.]){DAY}) ?(?:{JOINS}|、) ?)?(?<![\d.])(?P<day>{DAY}) ?"
    rf"(?P<day_sign>日(?!内|龄|均|元|游|薪|租|常|以[内上下后]|后|谕|式)|号(?![楼线院店]))"
    rf"|(?P<month_edge>{_EDGE}|[上中下]旬|[上下]半月))"
)
_CHAIN = (
    rf"(?=[\d{ZEROS}{CHINESE_DIGIT}十廿元]{{1,5}} ?(?:[年月日号至到、和与~—─-]|季度)"
    rf"|{_YEARWORDS}|{_MONTHWORDS}|{either(PARTS)}|(?:前|头|首|最后|后) ?{COUNT}|民国)"
    rf"(?:{_YEAR_PART} ?(?:的 ?(?=[前头首最后第上下\d]))?)?"
    rf"(?:{_MONTH_PART}|{_SPAN_PART}|(?P<same>同期))?(?: ?{_DAY_PART})?"
)

_FIRSTS = "".join(
    sorted(
        {word[0] for word in RELATIVE}
        | {word[0] for word in PARTS}
        | {word[0] for word in _HOLIDAY_NAMES.split("|")}
        | {word[0] for word in words("times.tsv").split("|")}
        | set(f'{ZEROS}{CHINESE_DIGIT}廿两十元半正冬腊农阴夏过最近周星礼上下本这头首后民“"')
    )
)

PATTERN = re.compile(
    rf"(?=[\d{re.escape(_FIRSTS)}])(?:"
    rf"(?P<kind_nothing>{words('not_dates.tsv')})"
    rf"|(?P<kind_iso>{_ISO}{TIME})|(?P<kind_lunar>(?:{_LUNAR}){TIME})|(?P<kind_holiday>{_HOLIDAY})|(?P<kind_recent>{_RECENT})"
    rf"|(?P<kind_decade>{_DECADE})|(?P<kind_week>(?:{_WEEK}){TIME})|(?P<kind_ago>{_AGO})|(?P<kind_word>{_WORD}{TIME})"
    rf"|(?P<kind_clock>{_CLOCK_ALONE})|(?P<kind_chain>(?P<chain>{_CHAIN}){TIME}))"
)
"""One expression. The name of the group that matched as a whole (`lastgroup`) says which kind."""

JOIN = re.compile(rf" ?(?:份|间)? ?(?:起|开始|以来)? ?(?P<sign>{JOINS}|直至|直到|一直到|持续到|和|与) ?")
"""What stands between two expressions that make one period; 和 and 与 only where 之间 follows."""

BETWEEN_AFTER = re.compile(r"(?:之间|期间|间(?!谍|接|隔|断))")
UNTIL_BEFORE = re.compile(r"(?:截至|截止|截止至|截至到|截止到|截|直至|直到|迄) ?$")
UP_TO_BEFORE = re.compile(r"(?:(?:^|[,。;:!?、\n ”)])到|(?<![甚以乃冬夏及])至) ?$")
SINCE_BEFORE = re.compile(r"(?:自从?|(?<![听据])从) ?$")
FROM_BEFORE = re.compile(r"从 ?$")
SINCE_AFTER = re.compile(
    r" ?间?(?:起(?!义|点|因|初|诉|获|底|码|飞|到|源|伏|早)|开始|以来|至今(?![年日天晚早晨夜])|以后|算起|伊始|始(?!终)"
    r"|来(?=[,、 全各我共已累该公先]))"
)
SINCE_LATER = re.compile(r"[^,。;:!?讯电入 \n]{0,24}?(?:以来|至今(?![年日天晚早晨夜]))")


def cues(cue: str, place: str) -> str:
    """Give the cue words of a kind as a regex."""
    rows = read_lexicon(PACKAGE, "cues.tsv", key=("word", "place"))
    return either(row["word"] for row in rows if row["cue"] == cue and row["place"] == place)


AHEAD_BEFORE = re.compile(rf"(?:{cues('ahead', 'before')})[在于到至]? ?$")
AHEAD_AFTER = re.compile(rf"(?:{cues('ahead', 'after')}|之?前(?!往|来|后|期|夕|述|列|去))")
COMPARE_BEFORE = re.compile(rf"(?:{cues('compare', 'before')})[了于]?$")
DURATION_BEFORE = re.compile(rf"(?:{cues('duration', 'before')}|[第约近那数几余]) ?$")
REPORT_BEFORE = re.compile(rf"(?:{cues('report', 'before')})(?:[一-龥]某某?)? ?$")
LASTING = re.compile(rf"[^。;!?\n]{{0,16}}?(?:为期|一连|连续) ?(?P<days>{COUNT})[天日]")
DATELINE_AFTER = re.compile(r" ?(?:电(?=[ (:记])|讯|消息|报道)")
TOLD_AFTER = re.compile(rf",?[^,。;:!?\n]{{0,16}}?(?:{cues('telling', 'after')})")
TELLING_AFTER = re.compile(
    rf"(?:,? ?(?:本报)?记者|[^,。;:!?\n]{{0,14}}?(?:{cues('telling', 'after')}|(?<=日)电(?=[ (记])))"
)
