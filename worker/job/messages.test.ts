import { describe, expect, it } from 'vitest';
import { TURN_TEXT_LIMIT } from '../../functions/protocol/conversation.ts';
import { makeInbox } from './messages.ts';

const id = 'm_0123456789abcdef';
const inbox = (seen: string[] = []) => {
	let n = 0;
	return makeInbox(seen, () => `m_given-by-us-${n++}`);
};

describe('typed messages', () => {
	it('are taken once, however often they are sent', () => {
		const { take } = inbox();
		expect(take(id, ' hello ')).toEqual({ outcome: 'new', id, text: 'hello' });
		expect(take(id, 'hello')).toEqual({ outcome: 'seen', id });
	});

	it('are not taken again by an agent that took over', () => {
		expect(inbox([id]).take(id, 'hello')).toEqual({ outcome: 'seen', id });
	});

	it('of clients without ids are all taken', () => {
		const { take } = inbox();
		expect(take(undefined, 'hello')).toMatchObject({ outcome: 'new' });
		expect(take(undefined, 'hello')).toMatchObject({ outcome: 'new' });
	});

	it('cannot pass for a turn of the agent: an id of another form is not kept', () => {
		expect(inbox().take('item_1', 'hello')).toMatchObject({ outcome: 'new', id: 'm_given-by-us-0' });
	});

	it('that are empty are nobody’s turn', () => {
		expect(inbox().take(id, ' \n ')).toEqual({ outcome: 'empty' });
	});

	it('are cut where the store would refuse them', () => {
		const taken = inbox().take(id, 'x'.repeat(TURN_TEXT_LIMIT + 5));
		expect(taken.outcome === 'new' && taken.text.length).toBe(TURN_TEXT_LIMIT);
	});
});
