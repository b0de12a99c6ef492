import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Turn } from '../../../functions/protocol/conversation.ts';
import { entriesOf } from './entries.ts';
import {
	type Caption,
	captionHeard,
	heardOf,
	historyMerged,
	messageTyped,
	type Transcript,
	turnCommitted,
} from './transcript.ts';

const EMPTY: Transcript = { turns: [], captions: [], messages: [], closed: [] };
const TYPED = 'm_0123456789abcdef';
const turn = (id: string, at: number, more: Partial<Turn> = {}): Turn => ({ id, role: 'agent', text: id, at, ...more });
const caption = (segment: string, text: string, more: Partial<Caption> = {}): Caption => ({
	segment,
	role: 'agent',
	speaker: 'agent-1',
	text,
	at: 5,
	...more,
});
const shown = (transcript: Transcript) => entriesOf(transcript).map(({ state, text }) => `${state}: ${text}`);

describe('turns', () => {
	it('are one turn under one id, however often they come', () => {
		const once = turnCommitted(EMPTY, turn('a', 1));
		expect(turnCommitted(once, turn('a', 1))).toBe(once);
		expect(turnCommitted(once, turn('b', 1)).turns).toHaveLength(2);
	});

	it('stand in the order of their time, whatever order they come in', () => {
		const turns = [turn('a', 1), turn('b', 2), turn('c', 3), turn('d', 4)];
		fc.assert(
			fc.property(fc.shuffledSubarray([...turns, ...turns], { minLength: 8 }), (arriving) => {
				expect(historyMerged(EMPTY, arriving).turns).toEqual(turns);
			}),
		);
	});

	it('of the same millisecond stay in the order that they came in', () => {
		const { turns } = historyMerged(EMPTY, [turn('z', 1), turn('a', 1)]);
		expect(turns.map(({ id }) => id)).toEqual(['z', 'a']);
	});

	it('are shown as they were committed last: a cut one is shorter', () => {
		const spoken = turnCommitted(EMPTY, turn('a', 1, { text: 'One, two, three.' }));
		const cut = turnCommitted(spoken, turn('a', 1, { text: 'One, two', interrupted: true }));
		expect(cut.turns).toEqual([turn('a', 1, { text: 'One, two', interrupted: true })]);
	});
});

describe('captions', () => {
	it('grow in their place', () => {
		const growing = captionHeard(captionHeard(EMPTY, caption('s', 'Hel')), caption('s', 'Hello'));
		expect(shown(growing)).toEqual(['live: Hello']);
		expect(shown(captionHeard(growing, caption('t', 'You')))).toEqual(['live: Hello', 'live: You']);
	});

	it('make room for the turn that commits them', () => {
		const live = captionHeard(EMPTY, caption('s', 'Hello th'));
		expect(shown(turnCommitted(live, turn('a', 1, { text: 'Hello there.' })))).toEqual(['committed: Hello there.']);
	});

	it('of one turn in several segments go together', () => {
		const live = captionHeard(captionHeard(EMPTY, caption('s', 'One, two.')), caption('t', 'Three!'));
		expect(shown(turnCommitted(live, turn('a', 1, { text: 'One, two. Three.' })))).toEqual([
			'committed: One, two. Three.',
		]);
	});

	it('of the next sentence stay when the turn before it is announced late', () => {
		const live = captionHeard(captionHeard(EMPTY, caption('s', 'Hello.')), caption('t', 'It is ten'));
		expect(shown(turnCommitted(live, turn('a', 1, { text: 'Hello.' })))).toEqual([
			'committed: Hello.',
			'live: It is ten',
		]);
	});

	it('that say it otherwise than the turn still make room for it: speech is sequential', () => {
		const live = captionHeard(EMPTY, caption('s', 'for tea too', { role: 'user', speaker: 'me' }));
		expect(shown(turnCommitted(live, turn('a', 1, { role: 'user', text: '42' })))).toEqual(['committed: 42']);
	});

	it('of the other side stay', () => {
		const live = captionHeard(EMPTY, caption('s', 'Hello', { role: 'user', speaker: 'me' }));
		expect(shown(turnCommitted(live, turn('a', 1, { text: 'Hello' })))).toEqual(['committed: Hello', 'live: Hello']);
	});

	it('do not come back after their turn, when a chunk is late', () => {
		const done = turnCommitted(captionHeard(EMPTY, caption('s', 'Hello')), turn('a', 1, { text: 'Hello.' }));
		expect(captionHeard(done, caption('s', 'Hello.'))).toBe(done);
		expect(captionHeard(done, caption('t', 'And'))).not.toBe(done);
	});

	it('of an agent that died end when another one speaks', () => {
		const cut = captionHeard(EMPTY, caption('s', 'As I was say'));
		expect(shown(captionHeard(cut, caption('t', 'Sorry.', { speaker: 'agent-2' })))).toEqual(['live: Sorry.']);
		expect(shown(captionHeard(cut, caption('t', 'Sorry.')))).toHaveLength(2);
	});

	it('of what somebody says are not taken away by what they type', () => {
		const speaking = captionHeard(EMPTY, caption('s', 'I am', { role: 'user', speaker: 'me' }));
		const typed = turnCommitted(speaking, turn(TYPED, 1, { role: 'user', text: 'hello' }));
		expect(shown(typed)).toEqual(['committed: hello', 'live: I am']);
	});

	it('make room for a turn of the history too, after a reload', () => {
		const restored = captionHeard(EMPTY, caption('s', 'One, two, thr'));
		const cut = turn('a', 1, { text: 'One, two, three', interrupted: true });
		expect(shown(historyMerged(restored, [cut]))).toEqual(['committed: One, two, three']);
	});
});

describe('typed messages', () => {
	const typed = messageTyped(EMPTY, { id: TYPED, text: 'hello', at: 5 });

	it('are shown at once, and are one with the turn that they become', () => {
		expect(shown(typed)).toEqual(['sending: hello']);
		const acknowledged = turnCommitted(typed, turn(TYPED, 9, { role: 'user', text: 'hello' }));
		expect(shown(acknowledged)).toEqual(['committed: hello']);
		expect(acknowledged.messages).toEqual([]);
	});

	it('are not acknowledged by any other turn', () => {
		expect(turnCommitted(typed, turn('a', 9, { role: 'user', text: 'hello' })).messages).toHaveLength(1);
	});
});

describe('entries', () => {
	it('keep the id that a message has as a turn, so that its line stays', () => {
		const typed = messageTyped(EMPTY, { id: TYPED, text: 'hello', at: 5 });
		const [before] = entriesOf(typed);
		const [after] = entriesOf(turnCommitted(typed, turn(TYPED, 9, { role: 'user' })));
		expect(after?.id).toBe(before?.id);
	});

	it('put what is not committed below what is, in the order in which it began here', () => {
		const both = messageTyped(captionHeard(EMPTY, caption('s', 'speaking', { at: 7 })), {
			id: TYPED,
			text: 'typed',
			at: 6,
		});
		expect(shown(turnCommitted(both, turn('z', 999, { role: 'user' })))).toEqual([
			'committed: z',
			'sending: typed',
			'live: speaking',
		]);
	});

	it('leave out captions of nothing', () => {
		expect(entriesOf(captionHeard(EMPTY, caption('s', ' ')))).toEqual([]);
		expect(entriesOf(captionHeard(EMPTY, caption('s', ' a')))).toHaveLength(1);
	});
});

describe('what the person has', () => {
	it('is the last turn, and the length of what the agent said after it', () => {
		const heard = historyMerged(EMPTY, [turn('a', 1), turn('b', 2)]);
		expect(heardOf(heard)).toEqual({ turn: 'b', shown: 0 });
		expect(heardOf(captionHeard(heard, caption('s', '12345')))).toEqual({ turn: 'b', shown: 5 });
	});

	it('is not what they said themselves', () => {
		const speaking = captionHeard(EMPTY, caption('s', '12345', { role: 'user', speaker: 'me' }));
		expect(heardOf(speaking)).toEqual({ turn: null, shown: 0 });
	});
});
