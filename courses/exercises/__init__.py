"""What a learner answers. A kind is one file here and one template; this list is all that knows them."""

from courses.exercises import block, check, checklist, conversation, moments, ordering, rating, reflection, scenario

# In the order in which editors are offered them.
KINDS: tuple[type[block.Answering], ...] = (
    scenario.ScenarioBlock,
    conversation.ConversationBlock,
    check.CheckBlock,
    moments.MomentsBlock,
    ordering.OrderingBlock,
    reflection.ReflectionBlock,
    checklist.ChecklistBlock,
    rating.RatingBlock,
)
BLOCKS = {kind.asks.kind: kind for kind in KINDS}
