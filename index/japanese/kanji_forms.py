"""Which kanji may stand for which: old and variant forms beside the form in use today, official substitutes, and
words that the dictionary joins under one lemma and that writers tell apart by their kanji (取る, 撮る; 早い, 速い).

The 364 pairs of the lists of 1949 and 1981 (the forms that Unicode calls compatibility ideographs are left out: NFKC
joins them), the name kanji whose old form is a separate character, and the variants met in names. Words of one sound
after the examples of the Agency for Cultural Affairs (異字同訓, 2014).
"""

from __future__ import annotations

import re

_PAIRS = """
亞亜 惡悪 壓圧 圍囲 醫医 爲為 壹壱 隱隠 榮栄 營営 衞衛 驛駅 圓円 鹽塩 緣縁 艷艶 應応 歐欧 毆殴 櫻桜 奧奥 橫横
溫温 穩穏 假仮 價価 畫画 會会 繪絵 壞壊 懷懐 槪概 擴拡 殼殻 覺覚 學学 嶽岳 樂楽 渴渇 罐缶 卷巻 陷陥 勸勧 寬寛
關関 歡歓 觀観 顏顔 氣気 旣既 歸帰 僞偽 戲戯 犧犠 舊旧 據拠 擧挙 虛虚 峽峡 挾挟 狹狭 敎教 鄕郷 曉暁 區区 驅駆
薰薫 勳勲 羣群 徑径 莖茎 惠恵 揭掲 溪渓 經経 螢蛍 輕軽 繼継 鷄鶏 雞鶏 藝芸 擊撃 缺欠 硏研 縣県 儉倹 劍剣 劒剣
險険 圈圏 檢検 獻献 權権 顯顕 驗験 嚴厳 戶戸 吳呉 娛娯 廣広 效効 恆恒 黃黄 鑛鉱 礦鉱 號号 國国 黑黒 碎砕 濟済
齋斎 劑剤 雜雑 參参 棧桟 蠶蚕 慘惨 贊賛 殘残 絲糸 齒歯 兒児 辭辞 濕湿 實実 寫写 舍舎 釋釈 壽寿 收収 從従 澁渋
澀渋 獸獣 縱縦 肅粛 處処 緖緒 敍叙 敘叙 尙尚 奬奨 獎奨 將将 稱称 涉渉 燒焼 證証 條条 狀状 乘乗 淨浄 剩剰 疊畳
繩縄 壤壌 孃嬢 讓譲 釀醸 觸触 囑嘱 寢寝 愼慎 眞真 晉晋 盡尽 圖図 粹粋 醉酔 穗穂 隨随 髓髄 樞枢 數数 瀨瀬 聲声
靜静 齊斉 攝摂 竊窃 專専 戰戦 淺浅 潛潜 纖繊 踐践 錢銭 禪禅 雙双 壯壮 爭争 莊荘 搜捜 插挿 裝装 總総 騷騒 增増
藏蔵 臟臓 屬属 續続 墮堕 對対 體体 帶帯 滯滞 臺台 瀧滝 擇択 澤沢 單単 擔担 膽胆 團団 彈弾 斷断 癡痴 遲遅 晝昼
蟲虫 鑄鋳 廳庁 聽聴 敕勅 鎭鎮 遞逓 鐵鉄 轉転 點点 傳伝 黨党 盜盗 燈灯 當当 鬭闘 鬪闘 德徳 獨独 讀読 屆届 貳弐
惱悩 腦脳 霸覇 廢廃 拜拝 賣売 麥麦 發発 髮髪 拔抜 蠻蛮 祕秘 濱浜 甁瓶 拂払 佛仏 竝並 變変 邊辺 辨弁 瓣弁 辯弁
舖舗 步歩 寶宝 襃褒 豐豊 沒没 飜翻 每毎 萬万 滿満 默黙 彌弥 藥薬 譯訳 豫予 餘余 與与 譽誉 搖揺 樣様 謠謡 遙遥
瑤瑶 來来 賴頼 亂乱 覽覧 龍竜 兩両 獵猟 綠緑 壘塁 淚涙 勵励 禮礼 靈霊 齡齢 隸隷 戀恋 爐炉 勞労 樓楼 郞郎 祿禄
錄録 灣湾 亙亘 巖巌 堯尭 槇槙 穰穣 曾曽 甦蘇 檜桧 龜亀 卽即 說説 稅税 銳鋭 脫脱 悅悦 閱閲 絕絶 內内 產産 飮飲
靑青 淸清 戾戻 彥彦 剝剥 頰頬 塡填 噓嘘 瘦痩 繫繋 摑掴 鷗鴎 蔣蒋 姸妍 屛屏 幷并 搔掻 攢攅 潑溌 萊莱 蠟蝋 蠅蝿
麴麹 麵麺 攪撹 壺壷 嚙噛 濤涛 賤賎 迹跡 冰氷 冱冴 凉涼 凛凜 况況 决決 减減 裡裏 髙高 﨑崎 嵜崎 嶋島 嶌島 邉辺
冨富 濵浜 𠮷吉 舘館 桒桑 栁柳 峯峰 圀国 囯国 埜野 廸迪 惪徳 昻昂 暠皓 曻昇 栢柏 梹檳 槗橋 槁稿 珎珍 皐皋 礒磯
秊年 穐秋 龝秋 綫線 緜綿 翆翠 聟婿 藪薮 蘓蘇 衹祇 贒賢 軆体 躰体 躳躬 邨村 鉃鉄 銕鉄 銹錆 鐡鉄 隝島 鄰隣 靣面
頸頚 餠餅 駈駆 驒騨 鱻鮮 鵞鵝 鸎鶯 麪麺 龢和 腳脚 卻却 卹恤 廐厩 廏厩 廚厨 廝厮 啟啓 户戸 歿没 歲歳 歷歴 曆暦
毁毀 污汚 汙汚 沍冴 淒凄 烟煙 燄焔 焰焔 瑯琅 甎磚 盃杯 盖蓋 睹覩 礮砲 礙碍 穉稚 稺稚 竒奇 笋筍 糓穀 糺糾 綑梱
纒纏 羇羈 耻恥 聰聡 胷胸 脉脈 膓腸 臈臘 舩船 艢檣 莓苺 葢蓋 蔕蒂 蕋蕊 蕚萼 眾衆 覔覓 觧解 讚讃 谿渓 豎竪 貮弐
弍弐 贗贋 軰輩 輙輒 迯逃 逬迸 遯遁 醬醤 釡釜 鉤鈎 鍜鍛 鎻鎖 鏁鎖 鴈雁 靱靭 韌靭 頹頽 顚顛 飃飄 餽饋 驩歓 髥髯
鬂鬢 鰮鰯 鰛鰯 麁粗 黏粘 鼇鰲
簞箪 篭籠 蠣蛎 蘆芦 鰺鯵 檮梼 禱祷 醱醗 瀆涜 蟬蝉 囊嚢 鹼鹸 啞唖 俠侠 軀躯 繡繍
夲本 圡土 𡈽土 㐂喜 靏鶴 靍鶴 桺柳 斈学 𣘺橋 𦚰脇 𫝆今 䑓台 籔薮
"""


def _table() -> dict[str, str]:
    """Old → new, chains followed, identities dropped."""
    table = {pair[0]: pair[1] for pair in _PAIRS.split() if pair[0] != pair[1]}
    return {old: table.get(new, new) for old, new in table.items()}


NEW_FORMS = _table()
"""Old or variant form → the form in use today."""

NAME_VARIANTS = {"斉": "斎", "渕": "淵", "籐": "藤", "埼": "崎"}
"""Forms that are words of their own in ordinary text but vary in names: joined in search keys only."""

_SUBSTITUTES = """
闇暗 按案 掩援 苑園 焔炎 臆憶 廻回 恢回 誡戒 潰壊 稀希 劃画 挌格 旱干 嬉喜 兇凶 馭御 絃弦 倖幸
宏広 弘広 亢高 曠広 昏混 撒散 屍死 蝕食 訊尋 輯集 滲浸 尖先 煽扇 擅専 沮阻 疏疎 綜総 惣総 聯連 蹟跡
碍害 歎嘆 智知 註注 訂丁 繃包 顛転 叛反 蕃番 編篇 抛放 厖膨 摸模 熔溶 鎔溶 慾欲 諒了 輛両
佚逸 嚮向 藉謝 裳装 穎英 叡英 誼義 徽記 吃喫 饗供 誨戒 撈労 倆量 鑿削 燻薫 繋係 剋克 訣決 嶮険 岨阻 扣控 甦更 奠典
昂高 昂興 骼格 傭用 淆交 醋酢 沓踏 聚集 熄息 駿俊 溜留 躁燥 銷消 陞昇 翰簡 頽退 歿没 兢恐 嵌眼 簇族 擡台 掠略 煖暖 澱殿
鄭丁 碇停 帖帳 叮丁 嚀寧 蹈踏 杜途 悖背 曝暴 摧砕 醱発 醗発 諷風 疆境 庖包 禦御 姆母 鋪舗 磐盤 煉練 彎湾 慧恵 坑鉱
誦唱 邱丘 橢楕 洲州 濠壕 欝鬱 爛乱 翳影 戟激 叉差 佑祐 毀棄 蒐収 汎範 涸枯 褪退 蹶決 哺保 輻幅 萎委 坐座
"""
_SUBSTITUTE: dict[str, str] = {}
for _pair in _SUBSTITUTES.split():
    for _one, _other in ((_pair[0], _pair[1]), (_pair[1], _pair[0])):
        _SUBSTITUTE[_one] = _SUBSTITUTE.get(_one, "") + _other


def substituted(word: str) -> tuple[str, ...]:
    """A word of kanji with one kanji for another of the same sound that official spelling of 1956 put in its place, or
    that it took the place of: 日蝕 and 日食, 聯合 and 連合, 編輯 and 編集. Most of what comes of it is no word."""
    return tuple(
        word[:at] + other + word[at + 1 :]
        for at, letter in enumerate(word)
        for other in _SUBSTITUTE.get(letter, "")
        if len(word) > 1
    )


_DIFFERENT = """
会遭 上揚挙 当充宛 痛傷 打討撃 犯侵冒 押抑 押推 納収治修 踊躍 下卸 降卸 帰返 顧省 変代 変換 変替 掛懸架賭 乾渇 利効
答応 裂割 下提 差刺指挿 絞搾 締絞閉 擦刷 沿添 建立 断裁 絶裁 付着就 慎謹 努務勤 飛跳 取採捕執撮 直治 亡無 伸延
登上昇 乗載 図謀 図計 図測 図量 早速 見診 読詠 沸湧 煩患 奮振震
"""
"""Kanji with which a verb or adjective is another word."""
_SHADES = """
暖温 表現 合併 受請 歌唄謡 移遷 産生 遅後 起興 下降 固堅硬 聞聴訊 切斬 極究窮 越超 請乞 探捜 静鎮 勧薦奨 断絶
戦闘 作造創 整調 止留停 計測量 始初 張貼 吹噴 増殖 交混 回廻周 良善好 丸円 言云謂 会逢 見観視看 分判解 思想 憂愁 悲哀
"""
"""Kanji with which it is the same word, in another shade."""
_NOUNS = (("伯父", "叔父"), ("伯母", "叔母"), ("群衆", "群集"))
_COMPOUNDS = {"中国": ("地方", "山地", "電力", "自動車道", "運輸局", "財務局", "経済産業局", "四国")}
"""Words that mean something else before others: the region, not the country."""
_FIRST_KANJI = re.compile(r"[\u4e00-\u9fff]+")


def _by_member(groups: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in groups.split():
        for kanji in group:
            found[kanji] = tuple(dict.fromkeys((*found.get(kanji, ()), *group.replace(kanji, ""))))
    return found


_DIFFERENT_BY_KANJI, _SHADES_BY_KANJI = _by_member(_DIFFERENT), _by_member(_SHADES)
_OTHER_WORDS = {
    **{word: tuple(other for other in pair if other != word) for pair in _NOUNS for word in pair},
    **{word: tuple(word + behind for behind in last) for word, last in _COMPOUNDS.items()},
}


def other_words(word: str) -> tuple[str, ...]:
    """What another word of the same lemma as a folded word begins with; () for most words."""
    kanji = _FIRST_KANJI.match(word)
    return _OTHER_WORDS.get(word) or (_DIFFERENT_BY_KANJI.get(kanji[0], ()) if kanji else ())


def other_shades(word: str) -> tuple[str, ...]:
    """What a folded word begins with where it is written for another shade of its meaning."""
    kanji = _FIRST_KANJI.match(word)
    return _SHADES_BY_KANJI.get(kanji[0], ()) if kanji else ()
