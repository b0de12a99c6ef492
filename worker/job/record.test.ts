import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Turn } from '../../functions/protocol/conversation.ts';
import { makeRecord } from './record.ts';

const turn = (id: string, role: Turn['role'] = 'user'): Turn => ({ id, role, text: id, at: 0 });

function setUp(history: readonly Turn[] = []) {
	const shown: string[] = [];
	const storing = new Map<string, (stored: boolean) => void>();
	const record = makeRecord({
		history,
		store: ({ id }) => new Promise((resolve) => storing.set(id, resolve)),
		show: async ({ id }) => void shown.push(id),
	});
	const stored = async (id: string, outcome = true) => {
		storing.get(id)?.(outcome);
		await Promise.resolve();
	};
	return { record, shown, storing, stored };
}

describe('a turn', () => {
	it('is kept once', () => {
		const { record, storing } = setUp([turn('old')]);
		expect(record.keep(turn('a'))).toBe(true);
		expect(record.keep(turn('a'))).toBe(false);
		expect(record.keep(turn('old'))).toBe(false);
		expect([...storing.keys()]).toEqual(['a']);
	});

	it('that was cut off is shown when its last captions are', async () => {
		vi.useFakeTimers();
		onTestFinished(() => void vi.useRealTimers());
		const { record, shown } = setUp();
		record.keep({ ...turn('a', 'agent'), interrupted: true });
		expect(shown).toEqual([]);
		await vi.advanceTimersByTimeAsync(200);
		expect(shown).toEqual(['a']);
	});

	it('of the person is acknowledged when it is stored, not before and not without', async () => {
		const { record, shown, stored } = setUp();
		record.keep(turn('a'));
		record.keep(turn('b'));
		record.showAgain('a');
		expect(shown).toEqual([]);
		await stored('a');
		await stored('b', false);
		expect(shown).toEqual(['a']);
		record.showAgain('a');
		record.showAgain('b');
		expect(shown).toEqual(['a', 'a']);
	});

	it('of the agent is shown at once', () => {
		const { record, shown } = setUp();
		record.keep(turn('a', 'agent'));
		expect(shown).toEqual(['a']);
	});

	it('that a page has missed is shown to it', () => {
		const { record, shown } = setUp([turn('old')]);
		record.keep(turn('a', 'agent'));
		record.keep(turn('b', 'agent'));
		shown.length = 0;
		record.showAfter('a');
		expect(shown).toEqual(['b']);
		record.showAfter(null);
		expect(shown).toEqual(['b', 'old', 'a', 'b']);
	});
});
