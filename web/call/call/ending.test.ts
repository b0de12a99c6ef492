import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TokenResponse } from '../../../functions/protocol/token.ts';
import type { Answer } from '../api/answer.ts';
import { fails, grant, knows, open, session, settle, turn } from './testing.ts';

beforeEach(() => sessionStorage.clear());

describe('why a call has ended', () => {
	it('is that the person ended it, or what the API says, until there is another call', async () => {
		const { call, talks } = open();
		expect(call.ended()).toBeNull();
		call.start();
		await settle();
		call.end();
		expect(call.ended()).toBe('here');
		call.start();
		expect(call.ended()).toBeNull();
		await settle();
		talks[1]?.leave('end', 'said_goodbye');
		expect([call.phase(), call.ended()]).toEqual(['ended', 'said_goodbye']);
	});

	it('is nothing when it has not', async () => {
		const { call, talks } = open();
		call.start();
		await settle();
		await fails(talks[0], call, 'It did not work.');
		expect(call.ended()).toBeNull();
	});
});

describe('End', () => {
	it('hangs up, lets go of the microphone and forgets the session', async () => {
		const { call, api, talks } = open();
		call.start();
		await settle();
		talks[0]?.state.setRoom('r1');
		session().save('call', { room: 'r1', muted: false });
		call.end();
		expect(api.hangUp).toHaveBeenCalledExactlyOnceWith('r1');
		expect(talks[0]?.signal.aborted).toBe(true);
		expect(session().load().call).toBeNull();
		expect([call.phase(), call.talk()]).toEqual(['ended', null]);
	});

	it('leaves the transcript on the page', async () => {
		const { call, talks } = open();
		call.start();
		await settle();
		talks[0]?.state.setTranscript((before) => ({ ...before, turns: [turn] }));
		call.end();
		expect(call.entries()).toHaveLength(1);
	});

	it('while the call begins stops it: nothing starts afterwards', async () => {
		const { call, talks, capture } = open();
		call.start();
		call.end();
		await settle();
		expect(talks).toHaveLength(0);
		expect(capture.mock.calls.every(([signal]) => signal.aborted)).toBe(true);
		expect(call.phase()).toBe('ended');
	});

	it('hangs up what the API opens after it', async () => {
		let answer = (_: Answer<TokenResponse>) => {};
		const token = new Promise<Answer<TokenResponse>>((resolve) => {
			answer = resolve;
		});
		const { call, api } = open({ token });
		call.start();
		await settle();
		call.end();
		expect(api.hangUp).not.toHaveBeenCalled();
		answer({ outcome: 'answered', value: { ...grant, room_name: 'late' } });
		await settle();
		expect(api.hangUp).toHaveBeenCalledExactlyOnceWith('late');
	});

	it('is waited for by the next Start', async () => {
		const { call, api, talks } = open();
		let reached = () => {};
		vi.mocked(api.hangUp).mockReturnValue(new Promise((resolve) => (reached = resolve)));
		call.start();
		await settle();
		talks[0]?.state.setRoom('r1');
		call.end();
		call.start();
		await settle();
		expect([call.phase(), vi.mocked(api.token).mock.calls.length]).toEqual(['starting', 1]);
		reached();
		await settle();
		expect(api.token).toHaveBeenCalledTimes(2);
	});

	it('without a call does nothing', () => {
		const { call, api } = open();
		call.end();
		expect(call.phase()).toBe('idle');
		expect(api.hangUp).not.toHaveBeenCalled();
	});
});

describe('a conversation that is forgotten', () => {
	it('is neither shown nor kept, and the page is as if nobody had called', async () => {
		const { call, talks } = open({ conversation: knows({ turns: [turn], phase: 'grace_period' }) });
		call.start();
		await settle();
		talks[0]?.state.setTranscript((before) => ({ ...before, turns: [turn] }));
		call.end();
		session().save('turns', [turn]);
		call.forgotten();
		expect([call.phase(), call.open(), call.entries()]).toEqual(['idle', false, []]);
		expect(session().load().turns).toEqual([]);
	});
});
