/**
 * A call as its agent leads it: the parts of the job, put together.
 *
 * @module
 */
import { type JobContext, llm, voice } from '@livekit/agents';
import type { ClaimResponse } from '../../functions/protocol/agent.ts';
import type { Hears } from '../../functions/protocol/call.ts';
import { PHRASES } from '../../functions/protocol/log-phrases.ts';
import type { Answer } from '../door.ts';
import { nameOf } from '../log.ts';
import { persona, type Scene } from '../persona.ts';
import { makeTools } from '../tools/index.ts';
import { makeAttendance, type Person } from './attendance.ts';
import { CallAgent } from './call-agent.ts';
import { onFirstSound } from './first-sound.ts';
import { graceOf } from './grace.ts';
import { makeGraceClock } from './grace-clock.ts';
import type { Sender } from './hearing.ts';
import { chatContextOf, turnOf } from './history.ts';
import { makeJoining } from './joining.ts';
import { makeInbox } from './messages.ts';
import { makePeopleReport } from './people-report.ts';
import { followPlayed } from './played.ts';
import { makeRecord } from './record.ts';
import { greetPresent, handleRoomEvents, type RoomHandlers } from './room-events.ts';
import { followRoomLife } from './room-life.ts';
import type { JobDeps } from './serve.ts';
import { bindToRoom, interruptSession, makeSession, showState } from './session.ts';
import { type ReceivedMessage, receiveStreams, sendTurn } from './streams.ts';
import { makeTalk } from './talk.ts';
import { makeTodo } from './todo.ts';
import { makeTurnQueue } from './turns.ts';
import { makeWrites } from './writes.ts';

export interface CallOptions {
	readonly ctx: JobContext;
	readonly room: string;
	readonly claim: ClaimResponse;
	/** When the job began. */
	readonly began: number;
	readonly deps: JobDeps;
}

export interface Call {
	/** The room is connected, and the agent is in it as `me`. Resolves to what the API says to that. */
	start(me: Person): Promise<Answer<unknown>>;
	leave(reason: string): void;
}

const FLUSH_WITHIN_MS = 3_000;
/** After the end was asked for, LiveKit closes the room; without that the agent leaves by itself. */
const END_WITHIN_MS = 5_000;

/** Registers everything that must be there before `connect`. */
export function makeCall({ ctx, room, claim, began, deps }: CallOptions): Call {
	const { backend, log, now } = deps;
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

	const writes = makeWrites({ backend, room, jobId: ctx.job.id, epoch: claim.epoch, onFenced: leave, log });

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
		save: (turns) => writes.turns({ turns }),
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
		const answer = await writes.end({ reason: 'grace_expired' });
		const outcome = answer.outcome === 'ok' ? answer.body.outcome : answer.outcome;
		// Somebody may have come back while the API did not answer.
		const isBack = outcome === 'unreachable' && attendance.present().length > 0;
		const isOver = outcome !== 'awaited' && !isBack;
		log({
			level: 'info',
			event: 'grace_expired',
			outcome,
			...(isOver ? { message: PHRASES.nobodyReturned } : {}),
		});
		if (!isOver) return clock.waitAnew();
		setTimeout(() => leave('grace_expired'), answer.outcome === 'ok' ? END_WITHIN_MS : 0).unref();
	}

	const clock = makeGraceClock({
		now,
		onDeserted: () => log({ level: 'info', event: 'grace_started', message: PHRASES.graceStarted }),
		onReturned: () => log({ level: 'info', event: 'grace_cancelled', message: PHRASES.graceCancelled }),
		onExpired: () => void endCall(),
	});
	const life = followRoomLife(ctx.room, () => report.again(attendance.present()));
	const report = makePeopleReport({ send: (people) => writes.people({ people }), roomSid: life.sid });
	const joining = makeJoining({ read: () => ctx.room.localParticipant, life, tell: writes.joined, log });
	const attendance = makeAttendance({
		onArrived(person) {
			clock.arrive(person.sid);
			report.came(person);
		},
		onLeft(person) {
			clock.depart(person.sid);
			report.went(person);
		},
		onMissed(person) {
			clock.miss(person.sid);
			report.went(person);
		},
	});
	const people: RoomHandlers = {
		onHuman(human) {
			attendance.arrived(human);
			if (human.identity === claim.humanIdentity) talk.arrived(human.sid);
		},
		onHumanLeft(human, isCertain) {
			attendance.left(human.sid, isCertain);
			// While the agent reconnects nobody hears it, whoever is there.
			talk.left(human.sid);
		},
		onReconnecting: attendance.reconnecting,
		onReconnected(present) {
			attendance.reconnected(present);
			report.again(attendance.present());
			joining.reconnected();
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
		attendance.close();
		joining.close();
		talk.close();
		await Promise.all([queue.flush(FLUSH_WITHIN_MS), report.flush(FLUSH_WITHIN_MS), roomIO.close()]);
	});

	// Beside the connecting: neither needs the other.
	const started = session.start({
		agent: new CallAgent({
			instructions: persona.instructions(scene),
			chatCtx: chatContextOf(claim.turns),
			tools: makeTools({
				todo: makeTodo(claim.todo, (todo) => writes.state({ todo: [...todo] })),
				now,
				timezone: claim.timezone,
				timezoneOffset: claim.timezoneOffset,
			}),
			onSpeech: talk.spoke,
		}),
		// Else LiveKit Cloud may decide that this call is recorded.
		record: false,
	});
	const roomIO = bindToRoom(session, ctx.room, claim.humanIdentity);
	const cutToPlayed = followPlayed(session.output.audio);
	onFirstSound(session.output.audio, () => log({ level: 'info', event: 'first_sound', ms: now() - began }));

	return {
		leave,
		async start(me) {
			life.start();
			// Not waited for: the sound of the greeting does not depend on it.
			const joined = joining.start(me);
			clock.start(graceOf(claim.graceSeconds * 1000, ctx.room.departureTimeout * 1000));
			greetPresent(ctx.room, people);
			await started;
			talk.start();
			await showState(ctx.room, session);
			return joined;
		},
	};
}

const asChatMessage = ({ id, text }: { readonly id: string; readonly text: string }): llm.ChatMessage =>
	llm.ChatMessage.create({ id, role: 'user', content: text });
