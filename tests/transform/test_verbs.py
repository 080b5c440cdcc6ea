"""Verbs and adverbs of statements → the kind of words that they are, and what stands before the number of a deed."""

from __future__ import annotations

import re

import pytest

from transform.grammar import verbs

WORDS = {
    "adding": "新增 增加 增长 递增 净增 提高 提升 扩大 增幅 增速 涨幅",
    "falling": "下降 降低 减少 下滑 压减 缩减 缩短 回落 减轻 压降 降幅 负增长",
    "reaching": "冲刺 达到 达成 达 超过 突破 实现 保持在 稳定在 保持 控制在 为 至 到 是 有 合计 累计 总计 共计 共 连跨 跨越 迈上 跃上"
    " 占据 占 高达 约占 拥有 升至 降至 增至 上升",
    "doing": "培育 打造 建设 建成 建立 推出 引进 引入 集聚 聚集 汇聚 孵化 选取 遴选 评选 形成 布局 落地 完成 推动 推进 认定 发展"
    " 创建 举办 开展 发布 制定 编制 实施 改造 新建 扩建 开放 支持 扶持 培养 吸引 招引 壮大 构建 搭建 设立 组建 覆盖 带动"
    " 储备 投放 铺设 安装 部署 升级 提供 组织 争创 引育 指导认定 指导 做强 做大 生产 筹集 供应 完善 落实 新改建 改扩建 推广"
    " 征集 攻克 突破 转化 获得 授权 评定 择优评选 滚动开放 启动 利用 取得 发放 招聘 招录 培训 消除 治理 整治 关闭 淘汰 腾退"
    " 退出 修复 绿化 造林 栽植 种植 联动 邀请 卖出 售出 吸引了 发起 走进 邀约 囊括 接入 受理 办理 办结 开通 撬动 选树 改建"
    " 开发 布设 归集 配备 新设 设置 招收 资助 促进 支撑 吸纳 帮扶",
    "adverbs": "力争 争取 努力 确保 累计 全面 稳步 持续 加快 积极 大力 率先 初步 进一步 原则上 计划 预计 预期 拟 将 已经 已 再 逐步"
    " 每年 着力 共同 分别 均 都 平均 同比 环比 总共 一共 合计 目前 现 约 可 要 年均 目标 全年 其中 另有 同时 并 还 也 且"
    " 又 大约 继续 始终 再次 连续 仍 首批 届时 依旧 依然 仍然 更是 分别为 导致 使得",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "word"), [(kind, word) for kind, said in WORDS.items() for word in said.split()])
def test_a_word_of_a_kind(kind: str, word: str) -> None:
    assert re.fullmatch(verbs.ALTERNATION[kind], word)
    assert kind == "adverbs" or verbs.VERB.fullmatch(word)
    assert kind == "adverbs" or verbs.ENDS_IN_VERB.search(f"驿站{word}")


def test_no_word_stands_twice() -> None:
    for words in (verbs.ADDING, verbs.FALLING, verbs.REACHING, verbs.DOING, verbs.ADVERBS):
        assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("words", "is_deed"),
    [
        ("每年引进", True),
        ("每年引进和", True),
        ("全市引进或", True),
        ("每年引进、", True),
        ("每年引进并", True),
        ("每年引进不少于", True),
        ("每年引进至少", True),
        ("全市驿站新增", True),
        ("支持人才", True),
        ("力争每年支持人才", True),
        ("省级认定驿站", True),
        ("年内建成驿站", True),
        ("新认定驿站", True),
        ("即完成驿站", True),
        ("全市引进人才", False),
        ("驿站数量", False),
        ("每年驿站", False),
        ("驿站达到", False),
        ("驿站下降", False),
        ("", False),
    ],
)
def test_what_stands_before_the_number_of_a_deed(words: str, is_deed: bool) -> None:
    assert (verbs.DEED.search(words) is not None) is is_deed
