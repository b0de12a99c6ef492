import { describe, expect, it } from 'vitest';
import type { Turn } from '../../../functions/protocol/conversation.ts';
import { asText, textFileName } from './as-text.ts';

const at = new Date(2026, 2, 5, 9, 4, 7).getTime();
const turn = (text: string, more: Partial<Turn> = {}): Turn => ({ id: text, role: 'agent', text, at, ...more });

describe('a conversation as text', () => {
	it('has a line for each turn, with its time and who spoke', () => {
		const turns = [turn('Hello.'), turn('Wait', { at: at + 1_000, role: 'user', interrupted: true })];
		expect(asText(turns)).toBe('[2026-03-05 09:04:07] Agent: Hello.\n[2026-03-05 09:04:08] You: Wait (interrupted)\n');
	});

	it('is a file named by the day', () => {
		expect(textFileName(at)).toBe('conversation-2026-03-05.txt');
	});
});
