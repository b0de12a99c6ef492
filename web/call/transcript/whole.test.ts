import { describe, expect, it } from 'vitest';
import type { Turn } from '../../../functions/protocol/conversation.ts';
import { type ReadTurns, wholeConversation } from './whole.ts';

const turn = (id: string, at: number): Turn => ({ id, role: 'agent', text: id, at });

describe('the whole conversation', () => {
	const pages: Readonly<Record<string, { turns: Turn[]; cursor: string | null }>> = {
		last: { turns: [turn('c', 3), turn('d', 4)], cursor: 'p1' },
		p1: { turns: [turn('b', 2)], cursor: 'p0' },
		p0: { turns: [turn('a', 1)], cursor: null },
	};
	const reading =
		(broken?: string): ReadTurns =>
		async (before = 'last') => {
			const value = pages[before];
			return value === undefined || before === broken ? { outcome: 'unreachable' } : { outcome: 'answered', value };
		};
	const ids = (turns: readonly Turn[]) => turns.map(({ id }) => id).join('');

	it('is read page by page, and goes on with what only this page has', async () => {
		const whole = await wholeConversation(reading(), [turn('d', 4), turn('e', 5)]);
		expect([ids(whole.turns), whole.missing]).toEqual(['abcde', false]);
	});

	it('is what there is when the rest cannot be had, and says so', async () => {
		const part = await wholeConversation(reading('p0'), []);
		expect([ids(part.turns), part.missing]).toEqual(['bcd', true]);
		const page = await wholeConversation(reading('last'), [turn('d', 4)]);
		expect([ids(page.turns), page.missing]).toEqual(['d', true]);
	});
});
