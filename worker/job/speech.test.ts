import { describe, expect, it } from 'vitest';
import type { Turn } from '../../functions/protocol/conversation.ts';
import { beginSpeech, committed, type SpeechLog, spoke, unheard } from './speech.ts';

const turn = (id: string, role: Turn['role'], text: string, interrupted = false): Turn => ({
	id,
	role,
	text,
	at: 0,
	...(interrupted ? { interrupted } : {}),
});
const answer = 'One moment. The list has milk and bread. That is all there is.';
/** The visitor asked, the agent answers, nothing is committed yet. */
const speaking = spoke(committed(beginSpeech([]), turn('q', 'user', 'what is on my list')), answer);
const shownUpTo = (end: string) => answer.indexOf(end) + end.length;

describe('what is said again after a refresh', () => {
	it('begins with the sentence that was cut', () => {
		const hears = { turn: 'q', shown: shownUpTo('milk') };
		expect(unheard(speaking, hears)).toBe('The list has milk and bread. That is all there is.');
	});

	it('is everything when nothing was shown', () => {
		expect(unheard(speaking, { turn: 'q', shown: 0 })).toBe(answer);
	});

	it('is nothing when all of it was shown', () => {
		expect(unheard(speaking, { turn: 'q', shown: answer.length })).toBe('');
	});

	it('is nothing when only the last word was missed', () => {
		expect(unheard(speaking, { turn: 'q', shown: answer.length - 5 })).toBe('');
	});

	it('is found when the agent finished while the page was away', () => {
		const finished = committed(speaking, turn('a', 'agent', answer));
		expect(unheard(finished, { turn: 'q', shown: shownUpTo('bread. ') })).toBe('That is all there is.');
		expect(unheard(finished, { turn: 'a', shown: 0 })).toBe('');
	});

	it('is the whole text although the turn was stored as cut', () => {
		const cut = committed(speaking, turn('a', 'agent', 'One moment. The li', true));
		expect(unheard(cut, { turn: 'q', shown: 14 })).toBe('The list has milk and bread. That is all there is.');
	});

	it('spans several turns', () => {
		const more = spoke(committed(speaking, turn('a', 'agent', answer)), 'Shall I add something?');
		expect(unheard(more, { turn: 'q', shown: shownUpTo('That is') })).toBe(
			'That is all there is. Shall I add something?',
		);
	});

	it('takes a long sentence up near where it was cut', () => {
		const long = `${'very '.repeat(100)}long`;
		const rest = unheard(spoke(beginSpeech([]), long), { turn: null, shown: 300 });
		expect(rest.length).toBeLessThan(long.length - 250);
		expect(rest.startsWith('very')).toBe(true);
	});

	it('is nothing of earlier agents', () => {
		const log = beginSpeech([turn('old', 'agent', 'Something from before.')]);
		expect(unheard(log, { turn: 'old', shown: 0 })).toBe('');
		expect(unheard(log, { turn: null, shown: 0 })).toBe('');
	});

	it('is only what is still open for a page that shows turns this agent does not know', () => {
		const finished: SpeechLog = committed(speaking, turn('a', 'agent', answer));
		expect(unheard(finished, { turn: 'somewhere else', shown: 0 })).toBe('');
	});

	it('goes by what was played when the page says nothing', () => {
		const cut = committed(speaking, turn('a', 'agent', answer.slice(0, 20), true));
		expect(unheard(cut, null)).toBe('The list has milk and bread. That is all there is.');
		expect(unheard(committed(speaking, turn('a', 'agent', answer)), null)).toBe('');
	});
});
