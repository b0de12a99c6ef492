/**
 * What a job gets with its claim: its epoch, and enough of the conversation to go on with it.
 *
 * @module
 */
import { readTurns } from '../../conversations/record.ts';
import type { ClaimResponse } from '../../protocol/agent.ts';
import type { Turn } from '../../protocol/conversation.ts';
import { humanIdentity, type RoomKey } from '../../protocol/names.ts';
import { beganAt } from '../../rooms/ending.ts';
import type { Facts } from '../../rooms/facts.ts';
import type { Policy } from '../../rooms/policy.ts';
import type { Page } from '../../store/port.ts';

/** About 4 000 tokens: a model's first answer must not wait for a long history. */
export const HISTORY_BUDGET_CHARACTERS = 16_000;

export const claimAnswer = (room: RoomKey, facts: Facts, epoch: number, page: Page, policy: Policy): ClaimResponse => ({
	epoch,
	humanIdentity: humanIdentity(room.conversation),
	graceSeconds: policy.lifecycle === 'fresh' ? 0 : policy.graceMs / 1000,
	startedAt: beganAt(facts.room),
	start: facts.room.claim?.replaces ? 'replacement' : page.entries.length === 0 ? 'first' : 'return',
	turns: withinBudget(readTurns(page), HISTORY_BUDGET_CHARACTERS),
	todo: [...facts.todo],
	timezone: facts.timezone,
	timezoneOffset: facts.timezoneOffset,
});

/** The longest tail of whole turns within a budget of characters. */
export function withinBudget(turns: readonly Turn[], budget: number): Turn[] {
	let left = budget;
	const first = turns.findLastIndex((turn) => {
		left -= turn.text.length;
		return left < 0;
	});
	return turns.slice(first + 1);
}
