/**
 * A call as its agent leads it: the parts of the job, put together.
 *
 * @module
 */
import { type JobContext, llm, voice } from '@livekit/agents';
import type { ClaimResponse } from '../../functions/protocol/agent.ts';
import type { Hears } from '../../functions/protocol/call.ts';
import { nameOf } from '../log.ts';
import { persona, type Scene } from '../persona.ts';
import { makeTools } from '../tools/index.ts';
import { CallAgent } from './call-agent.ts';
import { graceOf } from './grace.ts';
import { makeGraceClock } from './grace-clock.ts';
import type { Sender } from './hearing.ts';
import { chatContextOf, turnOf } from './history.ts';
import { makeInbox } from './messages.ts';
import { followPlayed } from './played.ts';
import { makeRecord } from './record.ts';
import { greetPresent, handleRoomEvents, type RoomHandlers } from './room-events.ts';
import type { JobDeps } from './serve.ts';
import { bindToRoom, interruptSession, makeSession, showState } from './session.ts';
import { type ReceivedMessage, receiveStreams, sendTurn } from './streams.ts';
import { makeTalk } from './talk.ts';
import { makeTodo } from './todo.ts';
import { makeTurnQueue } from './turns.ts';

export interface CallOptions {
	readonly ctx: JobContext;
	readonly room: string;
	readonly claim: ClaimResponse;
	readonly deps: JobDeps;
}

export interface Call {
	/** The room is connected. */
	start(): Promise<void>;
	leave(reason: string): void;
}

const FLUSH_WITHIN_MS = 3_000;
/** After the end was asked for, LiveKit closes the room; without that the agent leaves by itself. */
const END_WITHIN_MS = 5_000;

/** Registers everything that must be there before `connect`. */
export function makeCall({ ctx, room, claim, deps }: CallOptions): Call {
	const { backend, log, now } = deps;
	const { epoch } = claim;
	const spoken = deps.voice.make({ now, timezone: claim.timezone });
	const scene: Scene = { start: claim.start, voice: deps.voice.kind, listens: deps.voice.listens };
	const opening = persona.opening(scene);
	spoken.prepare?.(opening);

	let left = false;
	const leave = (reason: string) => {
		if (left) return;
		left = true;
		log({ level: 'info', event: 'leaving', reason });
		ctx.shutdown(reason);
	};

	const session = makeSession(spoken);
	const talk = makeTalk({
		opening,
		history: claim.turns,
		say: (text) => void session.say(text),
		answer: (message) => void session.generateReply(message === null ? {} : { userInput: asChatMessage(message) }),
		interrupt: () => interruptSession(session),
		isBusy: () => session.agentState === 'thinking' || session.agentState === 'speaking',
	});
	const queue = makeTurnQueue({
		save: (turns) => backend.saveTurns({ room, epoch, turns }),
		onFenced: () => leave('replaced'),
	});
	const record = makeRecord({
		history: claim.turns,
		store: (turn) => queue.add(turn),
		show: (turn) => sendTurn(ctx.room, turn, log),
	});
	const inbox = makeInbox(
		claim.turns.map((turn) => turn.id),
		() => `m_${deps.newId()}`,
	);

	function onMessage(message: ReceivedMessage): void {
		const taken = inbox.take(message.id, message.text);
		if (taken.outcome === 'seen') record.showAgain(taken.id);
		if (taken.outcome !== 'new') return;
		const turn = { id: taken.id, role: 'user', text: taken.text, at: now() } as const;
		if (record.keep(turn)) talk.committed(turn);
		talk.typed(taken, message.from);
	}

	function onHears(report: Hears, from: Sender): void {
		record.showAfter(report.turn);
		talk.hears(report, from);
	}

	async function endCall(): Promise<void> {
		const { outcome } = await backend.end({ room, epoch, reason: 'grace_expired' });
		log({ level: 'info', event: 'grace_expired', outcome });
		setTimeout(() => leave('grace_expired'), outcome === 'ok' ? END_WITHIN_MS : 0).unref();
	}

	const clock = makeGraceClock({ now, onExpired: () => void endCall() });
	const people: RoomHandlers = {
		onHuman(sid, identity) {
			if (clock.arrive(sid) && identity === claim.humanIdentity) talk.arrived(sid);
		},
		onHumanLeft(sid) {
			clock.depart(sid);
			talk.left(sid);
		},
	};
	handleRoomEvents(ctx.room, people, log);
	receiveStreams(ctx.room, claim.humanIdentity, { onMessage, onHears }, log);

	session.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
		cutToPlayed(item);
		const turn = turnOf(item);
		if (turn !== null && record.keep(turn)) talk.committed(turn);
	});
	session.on(voice.AgentSessionEventTypes.Error, ({ error }) =>
		log({ level: 'error', event: 'voice_failed', error: nameOf(error) }),
	);
	// Closing the session does not end the job (agents-js PR #2542).
	session.on(voice.AgentSessionEventTypes.Close, ({ reason }) => leave(`session_${reason}`));
	ctx.addShutdownCallback(async () => {
		clock.close();
		talk.close();
		await Promise.all([queue.flush(FLUSH_WITHIN_MS), roomIO.close()]);
	});

	// Beside the connecting: neither needs the other.
	const started = session.start({
		agent: new CallAgent({
			instructions: persona.instructions(scene),
			chatCtx: chatContextOf(claim.turns),
			tools: makeTools({
				todo: makeTodo(claim.todo, (todo) => backend.saveState({ room, epoch, todo: [...todo] })),
				now,
				timezone: claim.timezone,
			}),
			onSpeech: talk.spoke,
		}),
		// Else LiveKit Cloud may decide that this call is recorded.
		record: false,
	});
	const roomIO = bindToRoom(session, ctx.room, claim.humanIdentity);
	const cutToPlayed = followPlayed(session.output.audio);

	return {
		leave,
		async start() {
			clock.start(graceOf(claim.graceSeconds * 1000, ctx.room.departureTimeout * 1000));
			greetPresent(ctx.room, people);
			await started;
			talk.start();
			await showState(ctx.room, session);
		},
	};
}

const asChatMessage = ({ id, text }: { readonly id: string; readonly text: string }): llm.ChatMessage =>
	llm.ChatMessage.create({ id, role: 'user', content: text });
