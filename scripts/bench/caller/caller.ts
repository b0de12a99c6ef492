/**
 * A caller without a browser who is heard and who hears: calls, waits for the greeting, asks by typing or aloud, hears the
 * answer to its end, reloads, hangs up. By rtc-node; many of them fit into one process.
 *
 * @module
 */
import { DisconnectReason, ParticipantKind, RemoteAudioTrack, Room, RoomEvent } from '@livekit/rtc-node';
import { newVisitor } from '../../../e2e/kills/visitor.ts';
import {
	HEARS_TOPIC,
	LISTENS_ATTRIBUTE,
	LIVEKIT,
	MESSAGE_ID_ATTRIBUTE,
	SENDER_ATTRIBUTE,
} from '../../../functions/protocol/call.ts';
import { newTrace } from '../../../functions/protocol/trace.ts';
import { newMessage } from '../../../web/call/outbox/new-message.ts';
import { makeEar } from './ear.ts';
import { makeMouth } from './mouth.ts';
import { type Received, receivedIn } from './received.ts';

/** Mono, 16 bit, 16 kHz, where it is said aloud. */
export type Question =
	| { readonly how: 'typed'; readonly text: string }
	| { readonly how: 'spoken'; readonly text: string; readonly pcm: Int16Array };

export type Answer = { readonly how: Question['how']; readonly text: string } & (
	| { readonly outcome: 'heard'; readonly waitMs: number; readonly lengthMs: number; readonly longestPauseMs: number }
	| { readonly outcome: 'unanswered' }
);

export interface Caller {
	/** Resolves when the greeting was heard to its end. @returns milliseconds until its first sound; null: it never came */
	call(): Promise<number | null>;
	ask(question: Question): Promise<Answer>;
	/** A reload: the same person joins again without having left. Resolves when nobody speaks any more. */
	refresh(): Promise<void>;
	hangUp(): Promise<void>;
	/** Of the sound of this stay, so far. */
	received(): Promise<Received>;
	/** How the agent says that it can be talked to; undefined: there is none. */
	listens(): string | undefined;
	/** The room was lost, and the caller has not asked for that. */
	isLost(): boolean;
}

const PATIENCE_MS = 30_000;
/** Whoever asks has let the other one finish. */
const PAUSE_MS = 600;

export async function makeCaller(apiUrl: string): Promise<Caller> {
	const trace = newTrace((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
	const visitor = await newVisitor(apiUrl, trace);
	const ear = makeEar();
	let mouth = makeMouth();
	let room: Room | null = null;
	let roomName: string | null = null;
	let lost = false;

	const ofAgent = (attribute: string): string | undefined =>
		[...(room?.remoteParticipants.values() ?? [])].find(({ kind }) => kind === ParticipantKind.AGENT)?.attributes[
			attribute
		];
	const agentState = () => ofAgent(LIVEKIT.attribute.agentState);
	const isSilent = () => agentState() !== 'speaking' && agentState() !== 'thinking';

	async function send(
		of: Room,
		topic: string,
		text: string,
		own: Readonly<Record<string, string>> = {},
	): Promise<void> {
		const { localParticipant } = of;
		const attributes = { ...own, [SENDER_ATTRIBUTE]: localParticipant?.sid ?? '' };
		await localParticipant?.sendText(text, { topic, attributes });
	}
	async function enter(): Promise<void> {
		const answer = await visitor.api.token(new AbortController().signal, roomName ?? undefined);
		if (answer.outcome !== 'answered') throw new Error(`no token: ${answer.outcome}`);
		const { server_url, participant_token, room_name } = answer.value;
		const entered = new Room();
		let isTold = false;
		const tell = () => {
			if (isTold || room !== entered || (agentState() ?? 'initializing') === 'initializing') return;
			isTold = true;
			send(entered, HEARS_TOPIC, JSON.stringify({ turn: null, shown: 0 })).catch(() => {
				isTold = false;
			});
		};
		entered.on(RoomEvent.ParticipantAttributesChanged, tell);
		entered.on(RoomEvent.ParticipantConnected, tell);
		entered.on(RoomEvent.TrackSubscribed, (track, _, { kind }) => {
			if (track instanceof RemoteAudioTrack && kind === ParticipantKind.AGENT) ear.listen(track);
		});
		entered.on(RoomEvent.Disconnected, (reason) => {
			if (room === entered && reason !== DisconnectReason.CLIENT_INITIATED) lost = true;
		});
		room = entered;
		roomName = room_name;
		await entered.connect(server_url, participant_token, { autoSubscribe: true, dynacast: false });
		await mouth.publish(entered);
		tell();
	}
	return {
		async call() {
			const began = performance.now();
			const greeting = ear.answer(PATIENCE_MS, isSilent);
			await enter();
			const heard = await greeting;
			return heard === null || heard.firstAt === null ? null : heard.firstAt - began;
		},
		async ask(question) {
			const { how, text } = question;
			if (room === null) return { how, text, outcome: 'unanswered' };
			await ear.quiet(PAUSE_MS, PATIENCE_MS);
			const answered = ear.answer(PATIENCE_MS, isSilent);
			const { id } = newMessage(text, Date.now(), crypto);
			const typed = performance.now();
			if (how === 'typed') await send(room, LIVEKIT.topic.chat, text, { [MESSAGE_ID_ATTRIBUTE]: id }).catch(() => {});
			const asked = how === 'typed' ? typed : await mouth.say(question.pcm);
			const heard = await answered;
			if (heard === null || heard.firstAt === null) return { how, text, outcome: 'unanswered' };
			const { firstAt, lengthMs, longestPauseMs } = heard;
			return { how, text, outcome: 'heard', waitMs: firstAt - asked, lengthMs, longestPauseMs };
		},
		async refresh() {
			const former = { room, mouth };
			mouth = makeMouth();
			await enter();
			await former.mouth.close();
			await former.room?.disconnect().catch(() => {});
			await ear.quiet(PAUSE_MS, PATIENCE_MS);
		},
		async hangUp() {
			const left = room;
			room = null;
			if (roomName !== null) await visitor.hangUp(roomName);
			roomName = null;
			await mouth.close();
			await left?.disconnect().catch(() => {});
		},
		received: () => receivedIn(room),
		listens: () => ofAgent(LISTENS_ATTRIBUTE),
		isLost: () => lost,
	};
}
