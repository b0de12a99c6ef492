/**
 * A call with LiveKit: everything that the page loads only when somebody wants to talk. It holds nothing that the page
 * shows; it reports.
 *
 * @module
 */
import { Room, setLogLevel } from 'livekit-client';
import type { Hears } from '../../../functions/protocol/call.ts';
import type { AskForAgent } from '../api/dispatch-door.ts';
import { makeDispatch } from '../dispatch/dispatch.ts';
import type { MicrophoneState } from '../microphone/create-microphone.ts';
import { browserClock as clock } from '../outbox/browser-clock.ts';
import { makeDelivery } from '../outbox/delivery.ts';
import type { Message } from '../outbox/outbox.ts';
import { type JoinedRoom, makeJoinedRoom } from '../room/joined-room.ts';
import type { Outlet } from '../sound/outlet.ts';
import { type KeepOptions, keepCall } from './keep.ts';
import { hold, makeReconnectPolicy, pause } from './retry.ts';
import { makeWatch } from './watch.ts';

export interface LiveOptions extends Pick<KeepOptions, 'signal' | 'api' | 'first' | 'resumed' | 'alone' | 'report'> {
	readonly askForAgent: AskForAgent;
	/** Where the sound of the call goes. */
	readonly outlet: Outlet;
	/** Resolves when the browser and the person have decided about the microphone. */
	readonly captured: Promise<void>;
	readonly microphone: () => MicrophoneState;
	/** Typed messages that no turn has acknowledged. */
	readonly pending: () => readonly Message[];
	/** What the person has of the conversation. */
	readonly hears: () => Hears;
	/** A room is about to be joined. */
	readonly joining?: (room: Room) => void;
	/** For tests. */
	readonly newRoom?: () => Room;
}

export interface Live {
	/** The pending messages have changed. */
	wake(): void;
	microphoneChanged(): void;
	/** The person wants the API to try again for an agent. */
	tryAgain(): void;
	/** To be called in a click: lets the page play sound. */
	hear(): Promise<void>;
}

/** A refresh must not say `leave`: it ends the agent's session, and the room soon after. */
const makeRoom = (): Room =>
	new Room({
		disconnectOnPageLeave: false,
		stopLocalTrackOnUnpublish: false,
		reconnectPolicy: makeReconnectPolicy(Math.random),
	});

export function makeLive(options: LiveOptions): Live {
	const { signal, report, newRoom = makeRoom } = options;
	let joined: JoinedRoom | null = null;

	const send = async (message: Message) => joined?.sendMessage(message);
	const delivery = makeDelivery({ pending: options.pending, send, clock });
	const dispatch = makeDispatch({
		clock,
		ask: options.askForAgent,
		random: Math.random,
		changed: (search) => report({ type: 'search', search }),
	});
	const watch = makeWatch({
		clock,
		outlet: options.outlet,
		report,
		readerChanged: delivery.readerChanged,
		looked: dispatch.look,
		sendHears: async () => joined?.sendHears(options.hears()),
	});

	const stay: KeepOptions['stay'] = async (grant) => {
		// After a reload the browser plays sound only while the microphone is captured, so the capture comes first. After
		// the click that started the call it plays anyway.
		if (options.resumed !== null) await options.captured;
		if (signal.aborted) return 'unreachable';
		const room = newRoom();
		joined = makeJoinedRoom(
			room,
			{
				changed: watch.changed,
				caption: (caption) => report({ type: 'caption', caption }),
				turn: (turn) => report({ type: 'turn', turn }),
			},
			clock.now,
		);
		options.joining?.(room);
		joined.follow(options.microphone());
		dispatch.enter(grant.room_name);
		watch.turnTo(room);
		return joined.stay(grant.server_url, grant.participant_token);
	};

	signal.addEventListener('abort', () => {
		watch.stop();
		dispatch.stop();
		delivery.stop();
		joined?.leave();
	});
	// LiveKit's own lines name rooms and people.
	setLogLevel('silent');
	void keepCall({
		...options,
		stay,
		pause: async (delay, least) => {
			await hold(least, signal);
			await pause(delay, signal, window);
		},
		random: Math.random,
		now: clock.now,
	});

	return {
		wake: delivery.wake,
		microphoneChanged: () => joined?.follow(options.microphone()),
		tryAgain: dispatch.tryAgain,
		hear: async () => joined?.startAudio(),
	};
}
