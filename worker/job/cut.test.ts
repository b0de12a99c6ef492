import { EventEmitter } from 'node:events';
import { voice } from '@livekit/agents';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeCut } from './cut.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

function setUp({ isHeard = true, fails = false } = {}) {
	const did: string[] = [];
	const session = new EventEmitter();
	const cut = makeCut({
		session: session as unknown as voice.AgentSession,
		sentence: 'bye',
		isHeard: () => isHeard,
		async interrupt() {
			did.push('interrupt');
		},
		say(text) {
			if (fails) throw new Error('closed');
			did.push(`say ${text}`);
		},
		leave: () => did.push('leave'),
		withinMs: 1_000,
	});
	const becomes = async (newState: string) => {
		session.emit(voice.AgentSessionEventTypes.AgentStateChanged, { newState });
		await vi.advanceTimersByTimeAsync(0);
	};
	return { did, cut, becomes, session };
}

it('says one sentence in place of what is being said, and leaves when it was said', async () => {
	const { did, cut, becomes, session } = setUp();
	cut();
	cut();
	await vi.advanceTimersByTimeAsync(0);
	await becomes('listening');
	await becomes('speaking');
	expect(did).toEqual(['interrupt', 'say bye']);
	await becomes('listening');
	expect(did).toEqual(['interrupt', 'say bye', 'leave']);
	expect(session.listenerCount(voice.AgentSessionEventTypes.AgentStateChanged)).toBe(0);
});

it('leaves without a word when nobody is there', async () => {
	const { did, cut } = setUp({ isHeard: false });
	cut();
	await vi.advanceTimersByTimeAsync(0);
	expect(did).toEqual(['leave']);
});

it('leaves when the voice fails', async () => {
	const { did, cut } = setUp({ fails: true });
	cut();
	await vi.advanceTimersByTimeAsync(0);
	expect(did).toEqual(['interrupt', 'leave']);
});

it('leaves when the voice takes too long', async () => {
	const { did, cut } = setUp();
	cut();
	await vi.advanceTimersByTimeAsync(999);
	expect(did).not.toContain('leave');
	await vi.advanceTimersByTimeAsync(1);
	expect(did).toContain('leave');
});
