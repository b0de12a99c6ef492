/**
 * A call as its agent leads it: who is there, who hears, what was said, what is stored, and when it is over.
 *
 * @module
 */
import { type JobContext, llm, voice } from '@livekit/agents';
import type { ClaimResponse } from '../../functions/protocol/agent.ts';
import type { Hears } from '../../functions/protocol/call.ts';
import type { Turn } from '../../functions/protocol/conversation.ts';
import { nameOf } from '../log.ts';
import { persona } from '../persona.ts';
import { makeTools } from '../tools/index.ts';
import { CallAgent } from './call-agent.ts';
import { makeDeferred } from './deferred.ts';
import { graceOf } from './grace.ts';
import { makeGraceClock } from './grace-clock.ts';
import { chatContextOf, turnOf } from './history.ts';
import { makeListener } from './listener.ts';
import { makeInbox } from './messages.ts';
import { greetPresent, handleRoomEvents, type RoomHandlers } from './room-events.ts';
import type { JobDeps } from './serve.ts';
import { closeSessionHost, makeSession } from './session.ts';
import { beginSpeech, committed, type SpeechLog, spoke, unheard } from './speech.ts';
import { receiveStreams, sendTurn } from './streams.ts';
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

/** The page asks again with each `hears`; older turns come with its token. */
const RESENT_TURNS = 50;
const FLUSH_WITHIN_MS = 3_000;
/** After the end was asked for, LiveKit closes the room; without that the agent leaves by itself. */
const END_WITHIN_MS = 5_000;

/** Registers everything that must be there before `connect`. */
export function makeCall({ ctx, room, claim, deps }: CallOptions): Call {
	const { backend, log, now } = deps;
	const { epoch } = claim;
	const spoken = deps.voice.make({ now, timezone: claim.timezone });
	const scene = { start: claim.start, voice: deps.voice.kind, listens: deps.voice.listens };
	const opening = persona.opening(scene);
	spoken.prepare?.(opening);

	let speech: SpeechLog = beginSpeech(claim.turns);
	let turns: readonly Turn[] = claim.turns;
	let greeted = false;
	let left = false;

	const leave = (reason: string) => {
		if (left) return;
		left = true;
		log({ level: 'info', event: 'leaving', reason });
		ctx.shutdown(reason);
	};
	const queue = makeTurnQueue({
		save: (batch) => backend.saveTurns({ room, epoch, turns: batch }),
		onFenced: () => leave('replaced'),
	});
	const session = makeSession(spoken);
	const started = makeDeferred<void>();
	const listener = makeListener({ onHearing: (report) => void started.promise.then(() => onHearing(report)) });
	const inbox = makeInbox(
		claim.turns.map((turn) => turn.id),
		() => `m_${deps.newId()}`,
	);
	const clock = makeGraceClock({ now, onExpired: () => void endCall() });

	const agent = new CallAgent({
		instructions: persona.instructions(scene),
		chatCtx: chatContextOf(claim.turns),
		tools: makeTools({
			todo: makeTodo(claim.todo, (todo) => backend.saveState({ room, epoch, todo: [...todo] })),
			now,
			timezone: claim.timezone,
		}),
		heard: () => listener.ready(),
		onSpeech: (text) => {
			speech = spoke(speech, text);
		},
	});

	async function keep(turn: Turn): Promise<void> {
		if (turns.some(({ id }) => id === turn.id)) return;
		turns = [...turns, turn].slice(-RESENT_TURNS);
		speech = committed(speech, turn);
		const stored = queue.add(turn);
		// For what the person said, the notice says that it is stored; what the agent said they have just heard.
		if (turn.role === 'user' && !(await stored)) return;
		await sendTurn(ctx.room, turn, log);
	}

	function onMessage(message: { readonly id: string | undefined; readonly text: string }): void {
		const taken = inbox.take(message.id, message.text);
		if (taken.outcome === 'empty') return;
		if (taken.outcome === 'seen') {
			const turn = turns.find(({ id }) => id === taken.id);
			if (turn !== undefined) void sendTurn(ctx.room, turn, log);
			return;
		}
		void keep({ id: taken.id, role: 'user', text: taken.text, at: now() });
		const userInput = llm.ChatMessage.create({ id: taken.id, role: 'user', content: taken.text });
		void started.promise.then(() => {
			interrupt();
			session.generateReply({ userInput });
		});
	}

	/** The page's sound is on, for the first time or again. */
	function onHearing(report: Hears | null): void {
		if (report !== null) resend(report);
		if (!greeted) {
			greeted = true;
			session.say(opening);
			answerTheUnanswered();
			return;
		}
		if (session.agentState === 'thinking' || session.agentState === 'speaking') return;
		const rest = unheard(speech, report);
		if (rest !== '') session.say(rest);
		answerTheUnanswered();
	}

	/** The agent that was to answer is gone, or was interrupted by the refresh before it began. */
	function answerTheUnanswered(): void {
		if (turns.at(-1)?.role === 'user') session.generateReply();
	}

	function resend(report: Hears): void {
		const known = turns.findLastIndex(({ id }) => id === report.turn);
		for (const turn of turns.slice(known + 1)) void sendTurn(ctx.room, turn, log);
	}

	function interrupt(): void {
		try {
			session.interrupt();
		} catch (error) {
			log({ level: 'warn', event: 'not_interrupted', error: nameOf(error) });
		}
	}

	async function endCall(): Promise<void> {
		const answer = await backend.end({ room, epoch, reason: 'grace_expired' });
		log({ level: 'info', event: 'grace_expired', outcome: answer.outcome });
		setTimeout(() => leave('grace_expired'), answer.outcome === 'ok' ? END_WITHIN_MS : 0).unref();
	}

	const handlers: RoomHandlers = {
		onHuman(sid) {
			if (clock.arrive(sid)) listener.arrived();
		},
		onHumanLeft(sid) {
			clock.depart(sid);
			if (clock.isAlone()) {
				listener.left();
				interrupt();
			}
		},
	};
	handleRoomEvents(ctx.room, handlers, log);
	receiveStreams(ctx.room, claim.humanIdentity, { onMessage, onHears: (report) => listener.hears(report) }, log);
	session.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
		const turn = turnOf(item);
		if (turn !== null) void keep(turn);
	});
	session.on(voice.AgentSessionEventTypes.Error, ({ error }) =>
		log({ level: 'error', event: 'voice_failed', error: nameOf(error) }),
	);
	// Closing the session does not end the job (agents-js PR #2542).
	session.on(voice.AgentSessionEventTypes.Close, ({ reason }) => leave(`session_${reason}`));
	ctx.addShutdownCallback(async () => {
		clock.close();
		listener.close();
		await queue.flush(FLUSH_WITHIN_MS);
	});

	return {
		leave,
		async start() {
			clock.start(graceOf(claim.graceSeconds * 1000, ctx.room.departureTimeout * 1000));
			greetPresent(ctx.room, handlers);
			await session.start({
				agent,
				room: ctx.room,
				// Else LiveKit Cloud may decide that this call is recorded.
				record: false,
				inputOptions: { participantIdentity: claim.humanIdentity, closeOnDisconnect: false, textEnabled: false },
			});
			closeSessionHost(ctx.room);
			started.resolve();
		},
	};
}
