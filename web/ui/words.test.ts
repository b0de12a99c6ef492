import { describe, expect, it } from 'vitest';
import { missing, present } from '../call/presence/testing.ts';
import { agentNote, agentWords } from './agent-words.ts';
import { failureWords, microphoneWords, refusedMeanwhile } from './words.ts';

const refused = (code: string | null, more: { detail?: string; retryAfter?: number } = {}) =>
	({ why: 'refused', code, detail: null, retryAfter: null, ...more }) as const;

describe('the words of the page', () => {
	it('say what to do about each refusal of a microphone', () => {
		const problems = ['denied', 'missing', 'in_use', 'unsupported', 'failed', 'lost'] as const;
		const words = problems.map(microphoneWords);
		for (const text of words) expect(text).toMatch(/you can type\.$/);
		expect(new Set(words).size).toBe(problems.length);
	});

	it('say what to do about each failure to start, and use the words of the API if it has any', () => {
		const whys = ['api_unreachable', 'room_unreachable', 'room_refused', 'removed'] as const;
		for (const why of whys) expect(failureWords({ why })).toMatch(/start again/i);
		expect(new Set(whys.map((why) => failureWords({ why }))).size).toBe(whys.length);
		expect(failureWords(refused('new_here', { detail: 'Wait a minute.' }))).toBe('Wait a minute.');
		expect(failureWords(refused(null))).toBe('The service refused this call.');
	});

	it('say of each refusal what it is, in words of their own', () => {
		const codes = [
			'too_many_calls',
			'too_many_requests',
			'store_unavailable',
			'internal_error',
			'unauthorized',
			'forbidden_origin',
			'not_found',
		];
		const words = codes.map((code) => failureWords(refused(code, { detail: 'In the words of the API.' })));
		for (const text of words) expect(text).not.toContain('API');
		expect(new Set(words).size).toBe(codes.length);
	});

	it('say when to start again: the button counts where the service says when', () => {
		expect(failureWords(refused('too_many_calls', { retryAfter: 20_000 }))).toBe(
			'All lines are busy. You can start again when the time on the button is up.',
		);
		expect(failureWords(refused('too_many_requests'))).toBe('That was asked too often. Start again in a moment.');
		expect(failureWords(refused(null, { detail: 'Wait.', retryAfter: 5_000 }))).toMatch(
			/right now\. You can start again/,
		);
	});

	it('say to somebody in a call that it goes on by itself', () => {
		expect(refusedMeanwhile(refused('too_many_calls'))).toBe('All lines are busy. The call goes on as soon as it can.');
		expect(refusedMeanwhile({ why: 'api_unreachable' })).toBe('The call goes on as soon as it can.');
	});
});

describe('the words for the agent', () => {
	it('tell its states apart', () => {
		const gone = missing('lost', 'agent-1');
		const all = [missing('waiting'), missing('late'), gone];
		const activities = ['initializing', 'listening', 'thinking', 'speaking', 'idle'] as const;
		const words = [
			...[...all, ...activities.map((activity) => present(activity))].map((presence) =>
				agentWords(presence, 'unknown'),
			),
			agentWords(gone, 'pending'),
			agentWords(gone, 'unavailable'),
			...[missing('waiting'), gone].map((presence) => agentWords(presence, 'no_worker')),
		];
		expect(new Set(words).size).toBe(words.length);
		expect(agentWords({ agent: 'absent' }, 'pending')).toBe(agentWords(missing('waiting'), 'pending'));
	});

	it('say that nobody is free, to somebody who waits for a call and to somebody who is in one', () => {
		expect(agentWords(missing('late'), 'no_worker')).toBe(
			'No agent is free right now. The call begins as soon as one is.',
		);
		expect(agentWords(missing('waiting', 'agent-1'), 'no_worker')).toBe(
			'No agent is free right now. The call goes on as soon as one is.',
		);
	});

	it('are those of an agent that is there, whatever was known of its coming', () => {
		for (const search of ['no_worker', 'unavailable'] as const)
			expect(agentWords(present('speaking'), search)).toBe('Speaking');
	});

	it('say that one has taken over, and that one can type meanwhile', () => {
		expect(agentNote(present('listening', { replacedAt: 5 }))).toMatch(/taken over.*knows what was said/);
		expect(agentNote(missing('late'))).toMatch(/you can type/i);
		expect(agentNote(missing('lost', 'agent-1'))).toMatch(/you can type/i);
		expect([agentNote(present('listening')), agentNote(missing('waiting'))]).toEqual([null, null]);
	});
});
