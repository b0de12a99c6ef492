import { EventEmitter } from 'node:events';
import { voice } from '@livekit/agents';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { persona, type Scene } from '../../persona.ts';
import { memoryLog } from '../../testing.ts';
import { makeCallBudgets } from './call-budgets.ts';

beforeEach(() => {
	vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
	vi.useRealTimers();
});

const HOUR = 3_600_000;
const scene: Scene = { start: 'first', voice: 'offline', listens: 'speech' };
const { UserStateChanged, AgentStateChanged } = voice.AgentSessionEventTypes;

function setUp() {
	const session = new EventEmitter();
	const said: string[] = [];
	const { log, lines } = memoryLog();
	const budget = makeCallBudgets({
		session: session as unknown as Pick<voice.AgentSession, 'on'>,
		budgets: { longestMs: HOUR, silenceMs: HOUR / 6 },
		startedAt: 0,
		scene,
		say: (text) => said.push(text),
		end: (reason) => said.push(reason),
		now: Date.now,
		log,
	});
	budget.attended(true);
	budget.start();
	return { said, lines, states: (event: string, newState: string) => session.emit(event, { newState }) };
}

describe('the budgets of a call', () => {
	it('ask into the silence, and end it', () => {
		const { said, lines } = setUp();
		vi.advanceTimersByTime(HOUR / 6 + 30_000);
		expect(said).toEqual([persona.stillThere(scene), 'silence']);
		expect(lines).toEqual([{ level: 'info', event: 'budget', told: 'ask' }]);
	});

	it.each([
		['somebody', UserStateChanged, 'speaking'],
		['the agent', AgentStateChanged, 'speaking'],
		['a model', AgentStateChanged, 'thinking'],
	])('hear no silence while %s is at it; then two minutes are announced, and the end', (_who, event, state) => {
		const { said, states } = setUp();
		states(event, state);
		vi.advanceTimersByTime(HOUR);
		expect(said).toEqual([persona.endsSoon(scene, 120), persona.endsNow(scene), 'call_limit']);
	});
});
