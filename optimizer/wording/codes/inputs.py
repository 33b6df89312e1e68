"""E10x to E17x: what is wrong with orders and networks."""

from __future__ import annotations

from typing import Final

from optimizer.wording.codes.folders import FOLDERS
from optimizer.wording.sentences import Sentence

_FORMS: Final = "请写成日期加时间，例如 2026-11-23 08:00"

INPUTS: Final[dict[str, tuple[Sentence, ...]]] = {
    **FOLDERS,
    "E101": (
        Sentence(
            ("文件打不开", "请确认没有被别的程序占用，并且有读取权限"),
            ("the file cannot be opened", "close it in other programs and check its permissions"),
            when="cannot be read",
        ),
        Sentence(
            ("找不到网络文件夹，或它不是文件夹", "请检查位置"),
            ("there is no such network folder", "check the path"),
            when="^the network folder",
        ),
        Sentence(
            ("没有这个文件，或它不是文件", "请检查文件名，重新选择文件"),
            ("there is no such file", "check its name and choose it again"),
        ),
    ),
    "E102": (
        Sentence(
            ("解压后有 {size} MB，超过上限 {most} MB", "请拆成几个文件"),
            when=r"unpacks to (?P<size>[\d,]+) MB, more than (?P<most>[\d,]+) MB",
        ),
        Sentence(
            ("文件有 {size} MB，超过上限 {most} MB", "请拆成几个文件，或删去不需要的内容"),
            when=r"has (?P<size>[\d,]+) MB, more than (?P<most>[\d,]+) MB",
        ),
        Sentence(
            ("文件有 {size} 行，超过上限 {most} 行", "请拆成几个文件，或删去不需要的内容"),
            when=r"(?P<size>[\d,]+) lines, more than (?P<most>[\d,]+)",
        ),
        Sentence(("文件太大", "请拆成几个文件，或删去不需要的内容")),
    ),
    "E103": (
        Sentence(
            ("承诺时间 {due} 早于揽收时间 {ready}", "请核对，是不是两列填反了？"),
            when=r"due (?P<due>\S+), before it is ready at (?P<ready>\S+)",
        ),
        Sentence(("承诺时间早于揽收时间", "请核对，是不是两列填反了？")),
    ),
    "E104": (
        Sentence(("文字编码是 UTF-16", "请另存为 UTF-8"), when="UTF-16"),
        Sentence(("一个文件里混用了几种文字编码", "请统一另存为 UTF-8"), when="mixture"),
        Sentence(("文字编码既不是 UTF-8 也不是 GB18030", "请另存为 UTF-8 或 XLSX")),
    ),
    "E105": (
        Sentence(
            ("含有控制字符（{byte}）", "请删去它"), when="control character, (?P<byte>0x[0-9A-F]+)"
        ),
        Sentence(("“{value}”不能作为编号：含换行、控制字符，或太长", "请改成一行以内的短编号")),
        Sentence(("含有不允许的字符，或者太长", "请改短，并删去换行和控制字符")),
    ),
    "E106": (
        Sentence(("只有表头，下面没有数据行", "请至少填一行"), when="no row under"),
        Sentence(("第一行是空的", "第一行请写列名"), when="first row is blank"),
        Sentence(("文件是空的，没有数据", "第一行请写列名，下面每行一条")),
    ),
    "E107": (
        Sentence(("没有叫“{value}”的网点", "请改成已有的网点编号或名称，或先在“网络”里添加")),
        Sentence(("没有这个网点", "请改成已有的网点编号或名称，或先在“网络”里添加")),
    ),
    "E108": (
        Sentence(
            ("这是旧版 Excel（.xls）或带密码的工作簿", "请另存为不带密码的 XLSX"), when="old Excel"
        ),
        Sentence(("工作簿已损坏", "请用 Excel 或 WPS 打开后重新保存"), when="damaged"),
        Sentence(("工作簿里有不该有的文档类型声明", "请用 Excel 或 WPS 重新保存"), when="XML"),
        Sentence(("不是 XLSX 工作簿", "请另存为 XLSX 或 CSV")),
    ),
    "E109": (
        Sentence(
            ("有 {count} 个工作表都有内容：{titles}", "请把放运单的工作表改名为“运单”"),
            when=r"(?P<count>\d+) sheets hold cells: (?P<titles>.+)",
        ),
        Sentence(("有几个工作表都有内容", "请把放运单的工作表改名为“运单”")),
    ),
    "E110": (
        Sentence(("缺少“{column}”这一列", "请加上这一列，或在“列对应”中指定")),
        Sentence(("缺少一个必填的列", "请加上这一列")),
    ),
    "E111": (
        Sentence(
            ("第 {number} 列没有列名", "请写上列名，或删去这一列"),
            when=r"column (?P<number>\d+) has no name",
        ),
        Sentence(("不认识“{value}”这一列", "请改成已知的列名，或删去这一列")),
        Sentence(("有不认识的列", "请改成已知的列名，或删去这一列")),
    ),
    "E112": (
        Sentence(("“{column}”这一列出现了两次", "请删去一列")),
        Sentence(("有一列出现了两次", "请删去一列")),
    ),
    "E113": (
        Sentence(
            ("这一行有 {cells} 格，表头有 {width} 格", "含逗号的文字请加引号，空格子也要留逗号"),
            when=r"(?P<cells>\d+) cells, not (?P<width>\d+) as the header",
        ),
        Sentence(("表头只有一格", "请用逗号分隔各列"), when="single cell"),
        Sentence(
            ("表头有 {width} 列，太多了", "请删去不需要的列"),
            when=r"the header has (?P<width>\d+) columns",
        ),
        Sentence(("这一行的格子和表头对不上，或引号不成对", "请检查引号和逗号")),
    ),
    "E114": (
        Sentence(("“{column}”没有填", "请补填")),
        Sentence(("必填的内容没有填", "请补填")),
    ),
    "E115": (
        Sentence(("“{value}”不是数字", "请只写数字，例如 12.5")),
        Sentence(("不是数字", "请只写数字，例如 12.5")),
    ),
    "E116": (
        Sentence(
            ("“{value}”小于下限 {least}", "请核对数值和单位"), when=r"is less than (?P<least>\S+)"
        ),
        Sentence(
            ("“{value}”大于上限 {most}", "请核对数值和单位"), when=r"is more than (?P<most>\S+)"
        ),
        Sentence(("数值超出允许范围", "请核对数值和单位")),
    ),
    "E117": (
        Sentence(("“{value}”不是整数", "请写整数")),
        Sentence(("不是整数", "请写整数")),
    ),
    "E118": (
        Sentence(("“{value}”不是完整的日期和时间", _FORMS)),
        Sentence(("不是完整的日期和时间", _FORMS)),
    ),
    "E119": (
        Sentence(("“{value}”不是这里认识的词", "请改成可填的词")),
        Sentence(("这里不认识这个词", "请改成可填的词")),
    ),
    "E120": (
        Sentence(
            ("“{value}”在第 {first} 行已经出现过", "请改成不同的编号，或删去重复的一行"),
            when=r"stands in row (?P<first>\d+) already",
        ),
        Sentence(("编号重复", "请改成不同的编号，或删去重复的一行")),
    ),
    "E121": (
        Sentence(
            ("始发 {origin} 和目的 {destination} 在同一处（{base}）", "不用运的请删去，或改正一端"),
            when=r"from (?P<origin>\S+) to (?P<destination>\S+), which share the door of "
            r"(?P<base>\S+)",
        ),
        Sentence(("始发网点和目的网点相同", "不用运的请删去，或改正一端")),
    ),
    "E122": (
        Sentence(("有几个网点都叫“{value}”", "请改填网点编号")),
        Sentence(("有几个网点同名", "请改填网点编号")),
    ),
    "E123": (
        Sentence(("“{value}”离排线时间一年以上", "请核对日期")),
        Sentence(("离排线时间一年以上", "请核对日期")),
    ),
    "E124": (
        Sentence(
            ("第 {number} 列是公式，文件里没有存它的结果", "请打开后保存一次，或粘贴为数值"),
            when=r"column (?P<number>\d+) holds a formula",
        ),
        Sentence(("公式没有存下结果", "请打开后保存一次，或粘贴为数值")),
    ),
    "E126": (
        Sentence(
            (
                "{all} 张运单里有 {strange} 张的网点在{county}都没有（例如{names}），"
                "这像是别的县的文件",
                "请换成本县的文件，或核对“列对应”里的始发网点和目的网点",
            ),
            when=r"^(?P<strange>[\d,]+) of (?P<all>[\d,]+) orders name sites that "
            r'"(?P<county>[^"]*)" does not have \((?P<names>.*)\); this looks',
        ),
        Sentence(
            ("几乎所有网点本县都没有，这像是别的县的文件", "请换成本县的文件，或核对“列对应”"),
        ),
    ),
    "E127": (
        Sentence(
            ("“{value}”已经在运单库里", "不会重复导入；如果是另一张运单，请改编号"),
            ("{value} is in the store already", "it is not imported twice; another needs a new id"),
        ),
        Sentence(
            ("这张运单已经在运单库里", "不会重复导入；如果是另一张运单，请改编号"),
            ("it is in the store already", "it is not imported twice; another needs a new id"),
        ),
    ),
    "E130": (
        Sentence(("没有县级中心", "请把一个网点的类型设为 hub"), when="no hub"),
        Sentence(
            ("这是第二个县级中心，第 {first} 行已有一个", "请只保留一个"),
            when=r"besides that in row (?P<first>\d+)",
        ),
        Sentence(("县级中心必须恰好一个", "请只保留一个类型为 hub 的网点")),
    ),
    "E131": (
        Sentence(
            ("没有开放的基地：县级中心和中转站都关闭或待建", "请至少开放一个（status 为 open）")
        ),
    ),
    "E132": (
        Sentence(("基地不能设在另一个基地里", "请留空"), when="cannot stand at another base"),
        Sentence(("“{value}”不是基地", "请填县级中心或中转站的编号")),
        Sentence(("所在的网点不是基地", "请填县级中心或中转站的编号")),
    ),
    "E133": (
        Sentence(("车辆的驻地“{value}”不是基地", "请填县级中心或中转站的编号")),
        Sentence(("车辆的驻地不是基地", "请填县级中心或中转站的编号")),
    ),
    "E134": (
        Sentence(("“{value}”里有相互重叠的时段", "请分开写"), when="overlap"),
        Sentence(("“{value}”里有时段结束早于开始，时段不能跨零点", "请核对"), when="before it st"),
        Sentence(("看不懂时段“{value}”", "请写成 08:00-12:00;14:00-18:00")),
        Sentence(("看不懂时段", "请写成 08:00-12:00;14:00-18:00")),
    ),
    "E135": (Sentence(("缺少坐标", "请补上经度和纬度；只有自带行车时间表时才可以留空")),),
    "E136": (
        Sentence(
            ("这个网点离其他网点约 {degrees} 度", "请核对经纬度，是不是两列填反了？"),
            when=r"(?P<degrees>\d+) degrees from the other sites",
        ),
        Sentence(("“{value}”度不在地球上", "需要 WGS84 的度数，请核对经纬度")),
        Sentence(("坐标不在地球上，或离其他网点太远", "请核对经纬度，是不是两列填反了？")),
    ),
    "E137": (
        Sentence(
            ("既没有道路文件，也没有行车时间表", "请放入 roads.graphml，或 travel_车型.csv"),
        ),
    ),
    "E138": (
        Sentence(
            ("没有车辆使用通行类型“{value}”", "请改表名，或在车辆表中使用它"), when="^no vehicle"
        ),
        Sentence(("通行类型“{value}”既没有车速也没有行车时间表", "请在规则里补上车速")),
        Sentence(("有通行类型既没有车速也没有行车时间表", "请补上车速或行车时间表")),
    ),
    "E140": (Sentence(("不是有效的 TOML 文件", "请改正这一行的写法")),),
    "E141": (
        Sentence(("不认识“{column}”这一项", "请改成已知的名称，或删去")),
        Sentence(("有不认识的一项", "请改成已知的名称，或删去")),
    ),
    "E142": (
        Sentence(("缺少“{column}”这一项", "请补上")),
        Sentence(("缺少一个必填的项", "请补上")),
    ),
    "E143": (
        Sentence(("“{column}”的值“{value}”类型不对或超出范围", "请改正")),
        Sentence(("值的类型不对或超出范围", "请改正")),
    ),
    "E150": (
        Sentence(
            ("这一对网点在第 {first} 行已有", "请删去一行"),
            when=r"in row (?P<first>\d+) already",
        ),
        Sentence(("同一对网点出现了两次", "请删去一行")),
    ),
    "E151": (Sentence(("网点到自己应当是 0", "请删去这一行")),),
    "E160": (
        Sentence(("“{value}”不能作为排线时间", "请写成日期加时间，例如 2026-11-23 05:00")),
        Sentence(("排线时间不对", "请写成日期加时间，例如 2026-11-23 05:00")),
    ),
    "E170": (
        Sentence(
            ("还有 {count} 处同样的问题（{code}）没有逐条列出", "改正上面的以后再检查一次"),
            when=r"^(?P<count>[\d,]+) more issues (?P<code>\w+)",
        ),
        Sentence(("还有同样的问题没有逐条列出", "改正上面的以后再检查一次")),
    ),
    "E171": (
        Sentence(
            (
                "从县级中心没有可用的车辆能到 {site}",
                "它的运单会排不上（U101），请检查道路、可通行车型和车辆",
            ),
            when=r"reaches (?P<site>.+) from the hub",
        ),
        Sentence(("没有可用的车辆能到这个网点", "它的运单会排不上（U101），请检查道路和车辆")),
    ),
}
