/**
 * What somebody has in a call beside talking: files, and what the call is like. Loaded once they are connected, because
 * nobody waits for it.
 *
 * @module
 */
import type { Room } from 'livekit-client';
import { type Accessor, createEffect, createMemo, createRoot } from 'solid-js';
import type { FileInfo } from '../functions/protocol/files.ts';
import { createFiles } from './call/files/create-files.ts';
import { createMeasures } from './call/latency/create-measures.ts';
import type { MicrophoneState } from './call/microphone/create-microphone.ts';
import { browserClock } from './call/outbox/browser-clock.ts';
import { newId } from './call/outbox/new-message.ts';
import { agentSid, type Presence } from './call/presence/presence.ts';
import type { PushToTalk } from './call/push-to-talk/create-push-to-talk.ts';
import type { CallPhase } from './call/state/state.ts';
import { Facts } from './ui/during/facts.tsx';
import { AttachFile, FileList } from './ui/during/files.tsx';
import { Keys } from './ui/during/keys.tsx';

export interface BesideOptions {
	readonly room: Accessor<Room | null>;
	readonly phase: Accessor<CallPhase>;
	readonly presence: Accessor<Presence>;
	readonly microphone: Accessor<MicrophoneState>;
	/** How loud it is, from 0 to 1; `null`: unknown. */
	readonly level: Accessor<number | null>;
	readonly pushToTalk: PushToTalk;
	/** What the agent was given before. */
	readonly files: Promise<readonly Pick<FileInfo, 'name'>[]>;
	/** Aborted when the call is over. */
	readonly signal: AbortSignal;
}

/** Of the steps in which the level is shown: quieter is a room. */
const SPEECH = 0.2;

export function startBeside(options: BesideOptions) {
	return createRoot((dispose) => {
		options.signal.addEventListener('abort', dispose);
		return besideIn(options);
	});
}

function besideIn({ room, phase, presence, microphone, level, pushToTalk, files: given }: BesideOptions) {
	const speaking = createMemo(() => presence().agent === 'speaking');
	// One that is getting ready drops what it is sent.
	const reader = createMemo(() =>
		phase() === 'connected' && presence().agent !== 'initializing' ? agentSid(presence()) : null,
	);
	const measures = createMeasures({ room, clock: browserClock, speaking, reader });
	const files = createFiles({ room, reader, given, newId: () => newId(crypto) });
	createEffect((talked: boolean) => {
		const talks = microphone().status === 'on' && (level() ?? 0) >= SPEECH;
		if (talked && !talks) measures.asked();
		return talks;
	}, false);
	return {
		/** Something was typed. */
		asked: measures.asked,
		Facts: () => <Facts measures={measures} connected={phase() === 'connected'} />,
		Files: () => <FileList files={files} />,
		Attach: () => <AttachFile add={files.add} />,
		Keys: () => <Keys talk={pushToTalk} />,
	};
}
