"""Which allergy of the rules a substance belongs to, as people write it."""

_WORDS = {
    "allergy_salicylate": "salicyl aspirin 水杨酸 水楊酸 阿司匹林 阿斯匹林",
    "allergy_latex": "latex 乳胶 乳膠",
    "allergy_fragrance": (
        "fragrance perfume essential lavender 香精 香水 精油 薰衣草 香料"
    ),
    "allergy_nut": "nut almond peanut 坚果 堅果 花生 杏仁",
    "allergy_seaweed": "seaweed iodine shellfish shrimp 海藻 碘 贝 貝 虾 蝦 海鲜 海鮮",
    "allergy_bee": "bee honey propolis wax-bee 蜂",
    "allergy_plant": "chamomile calendula daisy arnica 洋甘菊 金盏 金盞 菊",
    "allergy_preservative": "preservative paraben 防腐",
    "allergy_nickel": "nickel 镍 鎳",
    "allergy_adhesive": "glue adhesive plaster 胶水 膠水 胶布 膠布",
    "allergy_tint": "tint dye henna ppd 染发 染髮 染膏 染色",
    "allergy_acrylate": "acryl gel-nail 甲油胶 甲油膠 光疗胶 光療膠",
    "allergy_anaesthetic": "lidocaine anaesthetic anesthetic 麻醉 利多卡因",
    "allergy_rosin": "rosin colophony 松香",
}


def condition_of(substance: str) -> str | None:
    """Return the condition of the rules that *substance* means; None if none does."""
    plain = substance.casefold()
    for condition, words in _WORDS.items():
        if any(word in plain for word in words.split()):
            return condition
    return None
