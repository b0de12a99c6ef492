/**
 * A call as its agent leads it: the parts of the job, put together.
 *
 * @module
 */
import { type JobContext, voice } from '@livekit/agents';
import { RoomEvent } from '@livekit/rtc-node';
import type { ClaimResponse } from '../../functions/protocol/agent.ts';
import type { Hears } from '../../functions/protocol/call.ts';
import type { Answer } from '../door.ts';
import { announceTurn } from '../job-notice.ts';
import { nameOf } from '../log.ts';
import { persona, type Scene } from '../persona.ts';
import { makeTools } from '../tools/index.ts';
import { know } from '../voice/know.ts';
import { makeSpeaker } from '../voice/speaker.ts';
import { makeAnswers } from './answers.ts';
import type { Person } from './attendance.ts';
import { makeCallBudgets } from './budgets/call-budgets.ts';
import { CallAgent } from './call-agent.ts';
import { makeCut } from './cut.ts';
import { makeEnding } from './ending.ts';
import { makeModelFailure } from './failure/model-failure.ts';
import { makeCallFiles } from './files/call-files.ts';
import { onFirstSound } from './first-sound.ts';
import type { Sender } from './hearing.ts';
import { chatContextOf, turnOf } from './history.ts';
import { makeInbox } from './messages.ts';
import { logQuality } from './native/connection-quality.ts';
import { greetNatively, handleNatively } from './native/handlers.ts';
import { makeIsAnswer } from './owed.ts';
import { makePeople } from './people.ts';
import { followPlayed } from './played.ts';
import { makeRecord } from './record.ts';
import type { JobDeps } from './serve.ts';
import { bindToRoom, interruptSession, makeSession, showState } from './session.ts';
import { type ReceivedMessage, receiveStreams, sendTurn } from './streams.ts';
import { makeTalk } from './talk.ts';
import { makeTodo } from './todo.ts';
import { turnTimesOf } from './turn-times.ts';
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

/** What was said; the API may be restarting. Within the time that the worker gives to a job that leaves. */
const SAVED_WITHIN_MS = 15_000;
const REPORTED_WITHIN_MS = 3_000;

/** Registers everything that must be there before `connect`. */
export function makeCall({ ctx, room, claim, began, deps }: CallOptions): Call {
	const { backend, log, now } = deps;
	const spoken = deps.voice.make({ now, timezone: claim.timezone });
	const scene: Scene = { start: claim.start, voice: deps.voice.kind, listens: deps.voice.listens };
	const opening = persona.opening(scene);
	if (spoken.kind === 'pipeline') spoken.prepare?.(opening);

	let left = false;
	const leave = (reason: string) => {
		if (left) return;
		left = true;
		budget.close();
		failure.close();
		log({ level: 'info', event: 'leaving', reason });
		ctx.shutdown(reason);
	};

	const writes = makeWrites({ backend, room, jobId: ctx.job.id, epoch: claim.epoch, onFenced: leave, log });

	const session = makeSession(spoken);
	const speaker = makeSpeaker(session, spoken);
	const talk = makeTalk({
		opening,
		history: claim.turns,
		isAnswer: makeIsAnswer([...persona.openings(scene), persona.cut(scene)]),
		say: speaker.say,
		answer: speaker.answer,
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
		// Not acknowledged, so the page has it still.
		if (queue.isFull()) {
			log({ level: 'warn', event: 'message_not_taken' });
			return;
		}
		const taken = inbox.take(message.id, message.text);
		if (taken.outcome === 'seen') record.showAgain(taken.id);
		if (taken.outcome !== 'new') return;
		budget.personTyped();
		const turn = { id: taken.id, role: 'user', text: taken.text, at: now() } as const;
		if (record.keep(turn)) talk.committed(turn);
		talk.typed(taken, message.from);
	}

	function onHears(report: Hears, from: Sender): void {
		record.showAfter(report.turn);
		talk.hears(report, from);
	}

	/** To whoever is there; what comes when the session has closed is said to nobody. */
	function say(text: string): void {
		try {
			speaker.say(text);
		} catch (error) {
			log({ level: 'warn', event: 'not_said', error: nameOf(error) });
		}
	}
	const isAttended = () => people.present().length > 0;
	const ending = makeEnding({
		end: writes.end,
		mayBeAttended: () => people.mayBeAttended(),
		onAwaited: () => people.waitAnew(),
		leave,
		log,
	});
	const budget = makeCallBudgets({
		session,
		budgets: deps.budgets,
		startedAt: claim.startedAt ?? began,
		scene,
		say,
		end(reason) {
			if (reason === 'silence') hangUp();
			else void ending.over(reason);
		},
		now,
		log,
	});
	const people = makePeople({
		room: ctx.room,
		claim,
		writes,
		talk,
		onPresence: budget.attended,
		onDeserted: (timeout) => void ending.deserted(timeout),
		async onLost() {
			// Before the room is left: that takes for ever.
			await queue.flush(SAVED_WITHIN_MS);
			deps.exit(0);
			leave('room_lost');
		},
		now,
		log,
	});
	const inHand = { room: ctx.room, say, log };
	handleNatively(deps.handlers, inHand);
	ctx.room.on(
		RoomEvent.ConnectionQualityChanged,
		logQuality(log, ({ identity }) => {
			if (identity === claim.humanIdentity) return 'visitor';
			return identity === ctx.room.localParticipant?.identity ? 'agent' : 'other';
		}),
	);
	receiveStreams(ctx.room, claim.humanIdentity, { onMessage, onHears }, log);
	const files = makeCallFiles({
		room: ctx.room,
		claim,
		store: writes.file,
		fetch: backend.fetchFile,
		know: (message) => know(agent, [message]),
		onGiven(isRead) {
			budget.personTyped();
			if (isAttended()) say(persona.fileReceived(scene, isRead));
		},
		now,
		log,
	});

	const failure = makeModelFailure({
		stumble: persona.stumble(scene),
		farewell: persona.failed(scene),
		async say(text) {
			// A model that speaks by itself has no other voice, and cannot be made to finish.
			if (spoken.kind === 'realtime') return say(text);
			await session.say(text, { allowInterruptions: false }).waitForPlayout();
		},
		write: (text) => void record.keep({ id: `a_${deps.newId()}`, role: 'agent', text, at: now() }),
		end() {
			deps.exit(1);
			leave('model_failed');
		},
		log,
	});
	const answered = makeAnswers();
	session.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
		cutToPlayed(item);
		failure.added(item);
		const answer = answered(item);
		if (answer !== null) log({ level: 'info', event: 'answered', ...answer });
		announceTurn(turnTimesOf(item));
		const turn = turnOf(item);
		if (turn !== null && record.keep(turn)) talk.committed(turn);
	});
	// Before agents takes down the session of a room that has closed.
	ctx.room.on(RoomEvent.Disconnected, failure.close);
	session.on(voice.AgentSessionEventTypes.SpeechCreated, failure.begun);
	session.on(voice.AgentSessionEventTypes.Error, ({ error }) => failure.error(error));
	// Closing the session does not end the job (agents-js PR #2542).
	session.on(voice.AgentSessionEventTypes.Close, ({ reason }) =>
		reason === voice.CloseReason.ERROR ? failure.closed() : leave(`session_${reason}`),
	);
	ctx.addShutdownCallback(async () => {
		budget.close();
		talk.close();
		await Promise.all([
			queue.flush(SAVED_WITHIN_MS),
			people.close(REPORTED_WITHIN_MS),
			files.flush(REPORTED_WITHIN_MS),
			roomIO.close(),
		]);
	});

	const agent = new CallAgent({
		instructions: persona.instructions(scene),
		chatCtx: chatContextOf(claim.turns),
		tools: makeTools({
			todo: makeTodo(claim.todo, (todo) => writes.state({ todo: [...todo] })),
			now,
			timezone: claim.timezone,
			timezoneOffset: claim.timezoneOffset,
			onFailed: (tool, error) => log({ level: 'error', event: 'tool_failed', tool, error: nameOf(error) }),
		}),
		onSpeech: talk.spoke,
	});
	files.start();
	// Beside the connecting: neither needs the other.
	const started = session.start({
		agent,
		// Else LiveKit Cloud may decide that this call is recorded.
		record: false,
	});
	const roomIO = bindToRoom(session, ctx.room, claim.humanIdentity);
	const cutToPlayed = followPlayed(session.output.audio);
	onFirstSound(session.output.audio, () => log({ level: 'info', event: 'first_sound', ms: now() - began }));

	let isRunning = false;
	const lastWords = {
		session,
		isHeard: () => isRunning && isAttended(),
		interrupt: () => interruptSession(session),
		say: speaker.say,
	};
	const cut = makeCut({ ...lastWords, sentence: persona.cut(scene), leave: () => leave('cut') });
	const hangUp = makeCut({
		...lastWords,
		sentence: persona.goodbye(scene),
		leave: () => void ending.over('silence'),
	});
	void deps.cut?.then(cut);

	return {
		leave,
		async start(me) {
			// Not waited for: the sound of the greeting does not depend on it.
			const joined = people.start(me);
			greetNatively(deps.handlers, inHand);
			await started;
			isRunning = true;
			talk.start();
			budget.start();
			await showState(ctx.room, session);
			return joined;
		},
	};
}
