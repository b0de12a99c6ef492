import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAgentName, formatRoomName, isAgentName, isStage, parseRoomName } from './names.ts';

const key = { stage: 'pr-12', conversation: 'abcDEF_-0123', generation: 1_795_000_000 };

describe('a room name', () => {
	it('is read back as it was made', () => {
		const characters = fc.constantFrom(...'abcXYZ019_-');
		const conversation = fc.string({ unit: characters, minLength: 8, maxLength: 64 });
		const stage = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,26}[a-z0-9])?$/);
		const generation = fc.integer({ min: 1, max: 999_999_999_999 });
		fc.assert(
			fc.property(fc.record({ stage, conversation, generation }), (room) => {
				expect(parseRoomName(formatRoomName(room))).toEqual(room);
			}),
		);
	});

	it.each([
		['', 'empty'],
		['lobby', 'somebody else’s'],
		['greenroom.pr-12.abcDEF_-0123', 'without generation'],
		['greenroom.pr-12.abcDEF_-0123.0', 'generation zero'],
		['greenroom.pr-12.abcDEF_-0123.01', 'written in two ways'],
		['greenroom.pr-12.abcDEF_-0123.1.2', 'with more parts'],
		['greenroom.PR.abcDEF_-0123.1', 'with a stage that no stage has'],
		['greenroom.pr-12.short.1', 'with a conversation that none has'],
		['other.pr-12.abcDEF_-0123.1', 'with another prefix'],
	])('%j (%s) is not ours', (name) => {
		expect(parseRoomName(name)).toBeNull();
	});

	it('is never made from parts that could not be read back', () => {
		expect(() => formatRoomName({ ...key, stage: 'a.b' })).toThrow(RangeError);
		expect(() => formatRoomName({ ...key, conversation: 'has.a.dot' })).toThrow(RangeError);
		expect(() => formatRoomName({ ...key, generation: 1.5 })).toThrow(RangeError);
	});

	it('fits into what LiveKit takes (256 bytes)', () => {
		const longest = { stage: 'x'.repeat(28), conversation: 'y'.repeat(64), generation: 999_999_999_999_999 };
		expect(formatRoomName(longest).length).toBeLessThan(256);
	});
});

describe('stages and agents', () => {
	it('keeps the agents of two stages apart', () => {
		expect(formatAgentName('greenroom', 'staging')).not.toBe(formatAgentName('greenroom', 'production'));
	});

	it('refuses stage names that CDK refuses', () => {
		for (const name of ['pr_1', 'Staging', '-a', 'a-', '', 'a'.repeat(29)]) expect(isStage(name)).toBe(false);
		for (const name of ['staging', 'pr-12', 'dev-0a1b2c3d', 'a']) expect(isStage(name)).toBe(true);
	});

	it('refuses agent names that no log filter or worker could hold', () => {
		for (const name of ['', 'a b', 'a_b', '-a', 'ä']) expect(isAgentName(name)).toBe(false);
		for (const name of ['greenroom', 'Sales-2']) expect(isAgentName(name)).toBe(true);
	});
});
