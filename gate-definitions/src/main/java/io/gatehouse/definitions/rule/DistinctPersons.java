package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.Separation;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.state.Approval;
import io.gatehouse.core.state.PromotionState;
import java.util.HashMap;
import java.util.Map;

/**
 * Who approves is none of those who asked or prepared, and nobody approves twice (ADR 0014).
 * Persons count: a second key or a second role makes no second person.
 */
public final class DistinctPersons extends AbstractRule {

    DistinctPersons() {
        super(
                "distinct-persons",
                false,
                "Approvers differ from the requester, from every preparer, and from one another, as the gate demands.");
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Separation separation = inspection.context().gate().separation();
        PromotionState promotion = inspection.context().promotion();
        Map<PersonId, String> seen = new HashMap<>();
        for (Approval approval : promotion.approvals()) {
            PersonId person = approval.signed().person();
            if (separation.approverDiffersFromRequester() && person.equals(promotion.requester())) {
                refuse(
                        inspection,
                        "approver-is-requester",
                        person,
                        "a person who did not open the promotion");
            }
            if (separation.approverDiffersFromPreparer() && promotion.isPreparer(person)) {
                refuse(
                        inspection,
                        "approver-is-preparer",
                        person,
                        "a person who prepared no evidence");
            }
            String before = seen.put(person, approval.role().code());
            if (separation.approversPairwiseDistinct() && before != null) {
                refuse(
                        inspection,
                        "approver-twice",
                        person,
                        "another person than the one who approved as " + before);
            }
        }
        if (promotion.approvals().isEmpty()) {
            inspection.pending(
                    "no-approvals",
                    promotion.id().value(),
                    "approvals",
                    "none",
                    "let the approvers approve the entry");
        }
    }

    private static void refuse(
            Inspection inspection, String code, PersonId person, String expected) {
        inspection.fail(
                code,
                person.value(),
                expected,
                person.value(),
                "void the proposal and let somebody else approve");
    }
}
