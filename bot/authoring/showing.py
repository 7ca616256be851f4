"""Items as a learner would have them before them, without a learner, a group or Discord."""

import random

from bot.authoring.bank import Bank, Entry
from bot.authoring.proof import mutants
from bot.authoring.variants import Variant
from bot.domain.attempt import Response
from bot.domain.formulas.items import with_plain_labels
from bot.domain.grading import random_order
from bot.domain.item import Item, ItemType, QuestionRef, ShownItem
from bot.domain.variant_items import concrete


def show(bank: Bank, entry: Entry, variant: Variant, seed: int) -> ShownItem:
    """One variant of an item, in the order that a seed draws."""
    curriculum = bank.loaded.curriculum
    topic = curriculum.topics.get(entry.item.topic) if curriculum else None
    module = curriculum.modules.get(topic.module) if curriculum and topic else None
    return ShownItem(
        ref=QuestionRef("p", 1),
        guild_id=1,
        phase=entry.item.phase,
        item=with_plain_labels(variant.item),
        order=random_order(variant.item, seed),
        seed=seed,
        topic_title=topic.title if topic else entry.item.topic,
        module_title=module.title if module else entry.module,
    )


def drawn(bank: Bank, entry: Entry, seed: int) -> ShownItem:
    """The variant and the order that a seed draws for this item, whatever else is in the bank."""
    own = random.Random(f"{seed}:{entry.id}").getrandbits(32)
    return show(bank, entry, Variant({}, concrete(entry.item, own)), own)


def right_response(item: Item) -> Response:
    """What whoever knows the key would give."""
    match item.type:
        case ItemType.NUMERIC:
            return Response(text=f"{item.key:.6g}", number=item.key)
        case ItemType.SHORT | ItemType.CODE_OUTPUT:
            return Response(text=item.accept[0])
        case ItemType.CLOZE:
            return Response(texts=tuple(blank.accept[0] for blank in item.blanks))
        case ItemType.MATCHING:
            return Response(texts=tuple(pair.right for pair in item.pairs))
        case ItemType.ORDERING:
            return Response(option_ids=item.step_order)
    return Response(option_ids=tuple(one.id for one in item.options if one.is_key))


def wrong_response(item: Item) -> Response:
    """What somebody would give who is wrong: an anticipated mistake where the item has one."""
    if item.near:
        near = item.near[0]
        return Response(text=f"{near.value:.6g}", number=near.value)
    if item.near_texts:
        return Response(text=item.near_texts[0].text)
    _, wrong = next(mutants(item))
    return right_response(wrong)
