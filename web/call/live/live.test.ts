import { ConnectionError, ConnectionState, DisconnectReason } from 'livekit-client';
import { describe, expect, it, vi } from 'vitest';
import { LIVEKIT, MESSAGE_ID_ATTRIBUTE, SENDER_ATTRIBUTE, TURN_TOPIC } from '../../../functions/protocol/call.ts';
import type { Message } from '../outbox/outbox.ts';
import { agent, begin, listening, settle } from './fake-call.ts';

const message: Message = { id: 'm_0123456789abcdef', text: 'hello', at: 0 };

describe('typed messages', () => {
	it('wait for the agent, and are sent with their id when it is there', async () => {
		const { room, type, typed } = begin();
		type(message);
		await settle();
		expect(typed()).toEqual([]);
		room.addAgent('PA_1', { ...listening });
		await settle();
		expect(typed()).toEqual([
			{
				topic: LIVEKIT.topic.chat,
				text: 'hello',
				attributes: { [MESSAGE_ID_ATTRIBUTE]: message.id, [SENDER_ATTRIBUTE]: 'PA_me' },
			},
		]);
	});

	it('are sent again until they are acknowledged', async () => {
		const { room, type, typed } = begin();
		room.addAgent('PA_1', { ...listening });
		await settle();
		type(message);
		await vi.advanceTimersByTimeAsync(2_500);
		expect(typed()).toHaveLength(3);
		type();
		await vi.advanceTimersByTimeAsync(10_000);
		expect(typed()).toHaveLength(3);
	});

	it('are sent at once to an agent that has become ready, and to one that took over', async () => {
		const { room, type, typed } = begin();
		type(message);
		await settle();
		const agent = room.addAgent('PA_1');
		await settle();
		expect(typed()).toHaveLength(1);
		agent.says('listening');
		await settle();
		expect(typed()).toHaveLength(2);
		agent.says('thinking');
		await settle();
		expect(typed()).toHaveLength(2);
		room.addAgent('PA_2', { ...listening });
		await settle();
		expect(typed()).toHaveLength(3);
	});

	it('are sent at once when the room is back, and not while it is away', async () => {
		const { room, type, typed } = begin();
		room.addAgent('PA_1', { ...listening });
		await settle();
		room.become(ConnectionState.SignalReconnecting);
		await settle();
		type(message);
		await vi.advanceTimersByTimeAsync(5_000);
		expect(typed()).toEqual([]);
		room.become(ConnectionState.Connected);
		await settle();
		expect(typed()).toHaveLength(1);
	});
});

describe('what comes out of the room', () => {
	const caption = (text: string) => expect.objectContaining({ segment: 's', text });

	it('is a caption that grows with its stream', async () => {
		const { room, news } = begin();
		await settle();
		room.receive(LIVEKIT.topic.transcription, 'agent-PA_1', ['Hel', 'lo.'], { [LIVEKIT.attribute.segmentId]: 's' });
		await settle();
		expect(news.filter(({ type }) => type === 'caption')).toEqual([
			{ type: 'caption', caption: caption('Hel') },
			{ type: 'caption', caption: caption('Hello.') },
		]);
		expect(news.at(-1)).toMatchObject({ caption: { role: 'agent', speaker: 'agent-PA_1' } });
	});

	it('is said by the person when it comes under their name, and is sent whole each time', async () => {
		const { room, news } = begin();
		await settle();
		for (const text of ['I', 'I am'])
			room.receive(LIVEKIT.topic.transcription, 'human-1', [text], { [LIVEKIT.attribute.segmentId]: 's' });
		await settle();
		expect(news.at(-1)).toMatchObject({ caption: { role: 'user', text: 'I am' } });
	});

	it('is a turn when the agent sends one, and none when a person does', async () => {
		const { room, news } = begin();
		await settle();
		room.addAgent('PA_1', { ...listening });
		await settle();
		room.addHuman('PA_2');
		await settle();
		const turn = { id: 'item_1', role: 'agent', text: 'Hello.', at: 1 };
		room.receive(TURN_TOPIC, 'human-PA_2', [JSON.stringify(turn)]);
		room.receive(TURN_TOPIC, 'agent-PA_1', ['no json']);
		await settle();
		expect(news.filter(({ type }) => type === 'turn')).toEqual([]);
		room.receive(TURN_TOPIC, 'agent-PA_1', [JSON.stringify(turn)]);
		await settle();
		expect(news.at(-1)).toEqual({ type: 'turn', turn });
	});
});

describe('the call', () => {
	it('joins after a reload when the microphone is captured, and not before', async () => {
		let decide = () => {};
		const captured = new Promise<void>((resolve) => {
			decide = resolve;
		});
		const { rooms, news } = begin({ captured, resumed: 'r1' });
		await settle();
		expect(rooms).toHaveLength(0);
		decide();
		await settle();
		expect(news).toContainEqual({ type: 'connected' });
	});

	it('joins after a click while the microphone is still being opened', async () => {
		const { news } = begin({ captured: new Promise(() => {}) });
		await settle();
		expect(news).toContainEqual({ type: 'connected' });
	});

	it('joins a new room when the old one is lost for good', async () => {
		const { room, rooms, news } = begin();
		await settle();
		room.drop(DisconnectReason.SERVER_SHUTDOWN);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(rooms).toHaveLength(2);
		expect(news.map(({ type }) => type).filter((type) => type !== 'presence')).toEqual([
			'granted',
			'connected',
			'dropped',
			'granted',
			'connected',
		]);
	});

	it('asks for no token before the API allows it, although the network is back', async () => {
		const why = { code: 'too_many_calls', detail: null, retryAfter: 20_000 };
		const { rooms, news } = begin({ resumed: 'r1', tokens: [{ outcome: 'refused', status: 429, ...why }] });
		await settle();
		window.dispatchEvent(new Event('online'));
		await vi.advanceTimersByTimeAsync(19_900);
		expect(news.map(({ type }) => type)).toEqual(['dropped']);
		expect(rooms).toHaveLength(0);
		window.dispatchEvent(new Event('online'));
		await vi.advanceTimersByTimeAsync(1_000);
		expect(news).toContainEqual({ type: 'connected' });
	});

	it('is not joined again by somebody who was removed from it', async () => {
		const { room, rooms, news } = begin();
		await settle();
		room.drop(DisconnectReason.PARTICIPANT_REMOVED);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(news.at(-1)).toEqual({ type: 'failed', failure: { why: 'removed' } });
		expect(rooms).toHaveLength(1);
	});

	it('is joined again for every other reason that a server can have', async () => {
		for (const reason of [
			DisconnectReason.ROOM_DELETED,
			DisconnectReason.JOIN_FAILURE,
			DisconnectReason.SIGNAL_CLOSE,
			DisconnectReason.MEDIA_FAILURE,
			DisconnectReason.STATE_MISMATCH,
			DisconnectReason.CONNECTION_TIMEOUT,
			DisconnectReason.ROOM_CLOSED,
			undefined,
		]) {
			const { over, room, rooms } = begin();
			await settle();
			room.drop(reason);
			await vi.advanceTimersByTimeAsync(1_000);
			expect(rooms, `${reason}`).toHaveLength(2);
			over.abort();
		}
	});

	it('is refused when LiveKit says no', async () => {
		const { room, news } = begin();
		room.connecting = () => Promise.reject(ConnectionError.notAllowed('invalid token', 401));
		await settle();
		expect(news.at(-1)).toEqual({ type: 'failed', failure: { why: 'room_refused' } });
	});

	it('is left to the tab that took it', async () => {
		const { room, rooms, news } = begin();
		await settle();
		room.drop(DisconnectReason.DUPLICATE_IDENTITY);
		await settle();
		expect(news.at(-1)).toEqual({ type: 'moved' });
		expect(rooms).toHaveLength(1);
	});

	it('that is ended while it connects leaves nothing behind', async () => {
		const { over, room, news } = begin();
		room.connecting = () => new Promise(() => {});
		await settle();
		over.abort();
		expect(room.left).toBe(true);
		await settle();
		expect(news.map(({ type }) => type)).toEqual(['granted']);
	});

	it('sends nothing more when it is over', async () => {
		const { over, room, type, typed } = begin();
		room.addAgent('PA_1', { ...listening });
		await settle();
		type(message);
		expect(typed()).toHaveLength(1);
		over.abort();
		await vi.advanceTimersByTimeAsync(10_000);
		expect(typed()).toHaveLength(1);
	});

	it('plays the agent on the page, and no more when it is over', async () => {
		const { over, room } = begin();
		await settle();
		room.addAgent('PA_1').publishSound('TR_1');
		await settle();
		expect(document.querySelectorAll('audio')).toHaveLength(1);
		over.abort();
		expect(document.querySelectorAll('audio')).toHaveLength(0);
	});
});

describe('a room without an agent', () => {
	it('is told to the API, until there is one', async () => {
		const { room, asked } = begin();
		await vi.advanceTimersByTimeAsync(2_400);
		expect(asked).toEqual([]);
		await vi.advanceTimersByTimeAsync(200);
		expect(asked).toEqual([{ room_name: 'r1' }]);
		room.addAgent('PA_1', { ...listening });
		await vi.advanceTimersByTimeAsync(30_000);
		expect(asked).toHaveLength(1);
	});

	it('is told at once when the agent has gone, and not when a full reconnect reports it gone', async () => {
		const { room, asked } = begin();
		await settle();
		const there = room.addAgent('PA_1', { ...listening });
		await settle();
		const comeBack = room.restart();
		await vi.advanceTimersByTimeAsync(10_000);
		comeBack();
		await settle();
		expect(asked).toEqual([]);
		there.go();
		await settle();
		expect(asked).toEqual([{ room_name: 'r1' }]);
	});

	it('is not told of while the room is lost', async () => {
		const { room, asked } = begin();
		await vi.advanceTimersByTimeAsync(1_000);
		room.become(ConnectionState.SignalReconnecting);
		await vi.advanceTimersByTimeAsync(30_000);
		expect(asked).toEqual([]);
		room.become(ConnectionState.Connected);
		await vi.advanceTimersByTimeAsync(2_600);
		expect(asked).toHaveLength(1);
	});

	it('is told no more when the call is over', async () => {
		const { over, asked } = begin();
		await vi.advanceTimersByTimeAsync(3_000);
		over.abort();
		await vi.advanceTimersByTimeAsync(30_000);
		expect(asked).toHaveLength(1);
	});

	it('is what the page hears of: nobody is free, nobody has come, and that it is tried again', async () => {
		const { live, news, asked, answerOfAgents } = begin();
		const searches = () => news.flatMap((report) => (report.type === 'search' ? report.search : []));
		answerOfAgents(agent('no_worker'));
		await vi.advanceTimersByTimeAsync(2_600);
		answerOfAgents({ outcome: 'refused', status: 503, code: 'agent_unavailable', detail: null, retryAfter: 10_000 });
		await vi.advanceTimersByTimeAsync(5_000);
		expect(searches()).toEqual(['no_worker', 'unavailable']);
		answerOfAgents(agent('pending'));
		live.tryAgain();
		await settle();
		expect(searches()).toEqual(['no_worker', 'unavailable', 'unknown', 'pending']);
		expect(asked.at(-1)).toEqual({ room_name: 'r1', retry: true });
	});
});
