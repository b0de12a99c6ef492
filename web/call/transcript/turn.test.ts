import { describe, expect, it } from 'vitest';
import { parseTurn } from './turn.ts';

const turn = { id: 'item_1', role: 'agent', text: 'Hello.', at: 1_000 };

describe('a turn notice', () => {
	it('is read', () => {
		expect(parseTurn(JSON.stringify(turn))).toEqual(turn);
		expect(parseTurn(JSON.stringify({ ...turn, interrupted: true }))).toEqual({ ...turn, interrupted: true });
	});

	it('is nothing when it is no turn', () => {
		const wrong = ['', 'no json', 'null', '1', '[]', '{}'];
		const incomplete = Object.keys(turn).map((key) => JSON.stringify({ ...turn, [key]: undefined }));
		for (const json of [...wrong, ...incomplete, JSON.stringify({ ...turn, role: 'system' })])
			expect(parseTurn(json)).toBeNull();
	});
});
