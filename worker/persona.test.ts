import { describe, expect, test } from 'vitest';
import { persona, type Scene } from './persona.ts';

const offline: Scene = { start: 'first', voice: 'offline', listens: 'speech' };
const starts = ['first', 'return', 'replacement'] as const;
const firstSentence = (text: string): string => text.split(/(?<=[.?!]) /)[0] ?? '';

describe('opening', () => {
	test('is another one for a stranger, for who returns, and after an agent was lost', () => {
		expect(new Set(starts.map((start) => persona.opening({ ...offline, start }))).size).toBe(3);
		expect(persona.opening({ ...offline, start: 'replacement' })).toContain('I lost you for a moment');
	});

	test.each(['first', 'return'] as const)('says that it is the offline demo, when it is (%s)', (start) => {
		expect(persona.opening({ ...offline, start })).toContain('offline demo');
		expect(persona.opening({ ...offline, start, voice: 'openai' })).not.toContain('offline');
	});

	test('asks to say or to type, whichever is understood', () => {
		expect(persona.opening(offline)).toContain('Say help');
		expect(persona.opening({ ...offline, listens: 'text' })).toContain('Type help');
	});

	test('is one of those that are made ahead of any call, whoever calls', () => {
		const { start: _, ...ahead } = offline;
		expect(persona.openings(ahead)).toEqual(starts.map((start) => persona.opening({ ...ahead, start })));
	});

	test('calls somebody who returns by name', () => {
		expect(persona.opening({ ...offline, start: 'return', name: 'Anna' })).toContain('Welcome back, Anna.');
		expect(persona.opening({ ...offline, start: 'return' })).toContain('Welcome back.');
	});

	test('begins with a sentence that is soon spoken', () => {
		for (const voice of ['offline', 'inference', 'openai'] as const)
			for (const start of starts)
				expect(firstSentence(persona.opening({ ...offline, start, voice })).length).toBeLessThan(50);
	});
});

describe('instructions', () => {
	test('tell a model to go on, only where there is something to go on from', () => {
		const model: Scene = { start: 'first', voice: 'openai', listens: 'speech' };
		expect(persona.instructions({ ...model, start: 'replacement' })).toContain('go on from there');
		expect(persona.instructions(model)).not.toContain('go on from there');
	});
});

describe('the end of a call', () => {
	test.each([
		[120, 'in 2 minutes'],
		[89, 'in one minute'],
		[29, 'in a moment'],
	])('that comes in %i seconds is said to come %s', (seconds, when) => {
		expect(persona.endsSoon(offline, seconds)).toContain(`ends ${when}.`);
	});
});

test('a file is thanked for in one sentence, which says whether it can be read', () => {
	for (const isRead of [true, false]) expect(persona.fileReceived(offline, isRead).match(/[.?!]/g)).toHaveLength(1);
	expect(persona.fileReceived({ ...offline, name: 'Anna' }, true)).toBe('Thank you, Anna, I have your file.');
	expect(persona.fileReceived(offline, false)).toContain('cannot read');
});
