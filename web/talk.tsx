/**
 * Everything that is loaded when somebody wants to talk, and not before: LiveKit, and what is on the page during a call.
 *
 * @module
 */
import type { Room } from 'livekit-client';
import { createSignal } from 'solid-js';
import type { TokenResponse } from '../functions/protocol/token.ts';
import type { Answer } from './call/api/answer.ts';
import { makeAskForAgent } from './call/api/dispatch-door.ts';
import { hangUpInPassing } from './call/api/hang-up-in-passing.ts';
import { createDuring } from './call/during/create-during.ts';
import { makeLive } from './call/live/live.ts';
import { browserClock } from './call/outbox/browser-clock.ts';
import { newMessage } from './call/outbox/new-message.ts';
import { situationOf } from './call/presence/situation.ts';
import { makeSettings } from './call/push-to-talk/settings.ts';
import { loadShims } from './call/room/shims.ts';
import { whenPutAside } from './call/session/put-aside.ts';
import { makeOutlet } from './call/sound/outlet.ts';
import { createTalk, type TalkOptions } from './call/talk/create-talk.ts';
import { soundOf } from './sound.ts';
import { agentWords } from './ui/agent-words.ts';
import { Composer } from './ui/composer.tsx';
import { Controls } from './ui/controls.tsx';
import { SoundNotices } from './ui/devices/sound-notices.tsx';
import { SoundPanel } from './ui/devices/sound-panel.tsx';
import { deliveryWords } from './ui/during/delivery-words.ts';
import { KeysButton } from './ui/during/keys-button.tsx';
import { Notices } from './ui/notices.tsx';
import { failureWords } from './ui/words.ts';

export { checkLineNow } from './call/check/check-line-now.ts';

/** The files that the conversation has already. */
const filesGiven = (answer: Answer<TokenResponse>) =>
	answer.outcome === 'answered' ? (answer.value.conversation.files ?? []) : [];

/** Begins a talk; its parts are placed by the page. */
export function startTalk(options: TalkOptions) {
	whenPutAside(window, () => location.reload(), options.signal);
	const askForAgent = makeAskForAgent(options.tracing.fetch, Intl.DateTimeFormat().resolvedOptions().timeZone, () =>
		new Date().getTimezoneOffset(),
	);
	const outlet = makeOutlet();
	const [room, setRoom] = createSignal<Room | null>(null);
	// Nothing of WebRTC is touched before the API has answered.
	const first = loadShims(navigator, () => import('webrtc-adapter')).then(() => options.first);
	const talk = createTalk(
		{ ...options, first },
		{
			makeLive: (live) => makeLive({ ...live, askForAgent, outlet, joining: setRoom }),
			createSound: (sound) => soundOf(sound, outlet),
			failureWords,
			newMessage: (text) => newMessage(text, Date.now(), crypto),
			page: window,
			isOnline: () => navigator.onLine,
			now: () => Date.now(),
			hangUpInPassing: (room) => hangUpInPassing(navigator, room),
		},
	);
	const beside = {
		...talk,
		...{ room, phase: options.state.phase, signal: options.signal, level: () => talk.sound.level() },
		files: options.first.then(filesGiven),
	};
	const during = createDuring({
		...talk,
		...{ state: options.state, signal: options.signal, window, document, clock: browserClock, deliveryWords },
		store: makeSettings(() => localStorage),
		wakeLock: navigator.wakeLock,
		loadRest: async () => {
			const { startBeside } = await import('./beside.tsx');
			return (pushToTalk) => startBeside({ ...beside, pushToTalk });
		},
	});
	return {
		/** Mirrored on the page. */
		agent: () => situationOf(talk.presence(), talk.search()),
		agentWords: () => agentWords(talk.presence(), talk.search()),
		Notices: () => (
			<>
				<Notices talk={talk} />
				<SoundNotices
					sound={talk.sound}
					microphone={talk.microphone()}
					unmute={talk.toggleMicrophone}
					userAgent={navigator.userAgent}
				/>
			</>
		),
		Controls: () => (
			<>
				<Controls talk={talk} pushToTalk={during.pushToTalk} />
				{during.rest()?.Keys() ?? <KeysButton />}
				<SoundPanel sound={talk.sound} />
			</>
		),
		Facts: () => during.rest()?.Facts(),
		Composer: () => (
			<>
				{during.rest()?.Files()}
				<Composer
					send={(text) => {
						talk.type(text);
						during.rest()?.asked();
					}}
				>
					{during.rest()?.Attach()}
				</Composer>
			</>
		),
	};
}
