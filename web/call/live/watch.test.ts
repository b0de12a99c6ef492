import { ConnectionState, RoomEvent } from 'livekit-client';
import { describe, expect, it, vi } from 'vitest';
import { LISTENS_ATTRIBUTE, LIVEKIT } from '../../../functions/protocol/call.ts';
import { begin, listening, settle } from './fake-call.ts';

describe('the agent', () => {
	it('is seen when it was there first', async () => {
		const { room, agents } = begin();
		room.addAgent('PA_1', { ...listening }, { event: false });
		await settle();
		expect(agents()).toEqual(['listening']);
	});

	it('is followed in what it does', async () => {
		const { room, agents } = begin();
		await settle();
		const agent = room.addAgent('PA_1');
		await settle();
		agent.says('listening');
		await settle();
		agent.says('speaking');
		await settle();
		expect(agents()).toEqual(['waiting', 'initializing', 'listening', 'speaking']);
	});

	it('is no avatar, no recorder and no other person', async () => {
		const { room, agents } = begin();
		await settle();
		room.addAgent('PA_avatar', { [LIVEKIT.attribute.publishOnBehalf]: 'agent-PA_1' });
		await settle();
		room.addHuman('PA_2');
		await settle();
		expect(agents()).toEqual(['waiting']);
	});

	it('says how it can be talked to', async () => {
		const { room, news } = begin();
		room.addAgent('PA_1', { ...listening, [LISTENS_ATTRIBUTE]: 'text' });
		await settle();
		expect(news).toContainEqual({
			type: 'presence',
			presence: expect.objectContaining({ agent: 'listening', sid: 'PA_1', listens: 'text' }),
		});
	});

	it('is lost after a second without one, and another one has taken over then', async () => {
		const { room, agents, news } = begin();
		await settle();
		const agent = room.addAgent('PA_1', { ...listening });
		await settle();
		agent.go();
		await vi.advanceTimersByTimeAsync(900);
		expect(agents().at(-1)).toBe('waiting');
		await vi.advanceTimersByTimeAsync(200);
		expect(agents().at(-1)).toBe('lost');
		room.addAgent('PA_2', { ...listening });
		await settle();
		expect(agents().at(-1)).toBe('listening');
		const replacedAt = () => news.flatMap((report) => (report.type === 'presence' ? [report.presence] : [])).at(-1);
		expect(replacedAt()).toMatchObject({ replacedAt: expect.any(Number) });
		await vi.advanceTimersByTimeAsync(20_000);
		expect(replacedAt()).toMatchObject({ replacedAt: null });
	});

	it('is late after four seconds, and is seen whenever it comes', async () => {
		const { room, agents } = begin();
		await vi.advanceTimersByTimeAsync(4_100);
		room.addAgent('PA_1', { ...listening });
		await settle();
		expect(agents()).toEqual(['waiting', 'late', 'listening']);
	});

	it('stays through a full reconnect, which reports everybody gone', async () => {
		const { room, agents, news } = begin();
		await settle();
		room.addAgent('PA_1', { ...listening });
		await settle();
		const comeBack = room.restart();
		await vi.advanceTimersByTimeAsync(10_000);
		expect(news.at(-1)).toEqual({ type: 'dropped', silent: true });
		comeBack();
		await settle();
		expect(agents()).toEqual(['waiting', 'listening']);
	});
});

describe('the agent is told that it is heard', () => {
	it('as soon as its sound plays, with what the person has', async () => {
		const { room, told, news } = begin();
		await settle();
		const sound = room.addAgent('PA_1', { ...listening }).publishSound('TR_1');
		await vi.advanceTimersByTimeAsync(10_000);
		expect(told()).toEqual([]);
		sound.play();
		await settle();
		expect(told()).toHaveLength(1);
		expect(JSON.parse(told().at(-1)?.text ?? '')).toEqual({ turn: 'a', shown: 3 });
		await settle();
		expect(news).toContainEqual({ type: 'heard' });
	});

	it('not while the browser keeps the page silent', async () => {
		const { room, told, news } = begin();
		room.allowed = false;
		await settle();
		const sound = room.addAgent('PA_1').publishSound('TR_1');
		await settle();
		sound.play();
		await settle();
		expect(told()).toEqual([]);
		expect(news).toContainEqual({ type: 'sound', blocked: true });
		room.allowed = true;
		room.emit(RoomEvent.AudioPlaybackStatusChanged, true);
		await settle();
		expect(told()).toHaveLength(1);
		expect(news).toContainEqual({ type: 'sound', blocked: false });
	});

	it('once, whatever it does then, and again after a full reconnect', async () => {
		const { room, told, has } = begin();
		await settle();
		const agent = room.addAgent('PA_1');
		await settle();
		agent.publishSound('TR_1').play();
		agent.says('listening');
		await settle();
		agent.says('speaking');
		await settle();
		room.become(ConnectionState.SignalReconnecting);
		await settle();
		room.become(ConnectionState.Connected);
		await settle();
		expect(told()).toHaveLength(1);
		has({ turn: 'b', shown: 0 });
		const comeBack = room.restart();
		await settle();
		comeBack();
		await settle();
		expect(told()).toHaveLength(2);
		expect(JSON.parse(told().at(-1)?.text ?? '')).toEqual({ turn: 'b', shown: 0 });
	});

	it('also when it is another one', async () => {
		const { room, told } = begin();
		await settle();
		room.addAgent('PA_1').publishSound('TR_1').play();
		await settle();
		room.addAgent('PA_2').publishSound('TR_2').play();
		await settle();
		expect(told()).toHaveLength(2);
	});

	it('when it writes only, which shows after a second', async () => {
		const { room, told } = begin();
		await settle();
		const agent = room.addAgent('PA_1');
		await vi.advanceTimersByTimeAsync(10_000);
		agent.says('listening');
		await vi.advanceTimersByTimeAsync(900);
		expect(told()).toEqual([]);
		await vi.advanceTimersByTimeAsync(200);
		expect(told()).toHaveLength(1);
	});
});
