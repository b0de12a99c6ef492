/**
 * Everything that is loaded when somebody wants to talk, and not before: LiveKit, and what is on the page during a call.
 *
 * @module
 */
import { makeAskForAgent } from './call/api/dispatch-door.ts';
import { hangUpInPassing } from './call/api/hang-up-in-passing.ts';
import { makeLive } from './call/live/live.ts';
import { newMessage } from './call/outbox/new-message.ts';
import { createTalk, type TalkOptions } from './call/talk/create-talk.ts';
import { agentShown, agentWords } from './ui/agent-words.ts';
import { Composer } from './ui/composer.tsx';
import { Controls } from './ui/controls.tsx';
import { Notices } from './ui/notices.tsx';
import { failureWords } from './ui/words.ts';

/** Begins a talk; its parts are placed by the page. */
export function startTalk(options: TalkOptions) {
	const askForAgent = makeAskForAgent(options.tracing.fetch, Intl.DateTimeFormat().resolvedOptions().timeZone, () =>
		new Date().getTimezoneOffset(),
	);
	const talk = createTalk(options, {
		makeLive: (live) => makeLive({ ...live, askForAgent }),
		failureWords,
		newMessage: (text) => newMessage(text, Date.now(), crypto),
		page: window,
		hangUpInPassing: (room) => hangUpInPassing(navigator, room),
	});
	return {
		/** Mirrored on the page. */
		agent: () => agentShown(talk.presence(), talk.search()),
		agentWords: () => agentWords(talk.presence(), talk.search()),
		Notices: () => <Notices talk={talk} />,
		Controls: () => <Controls talk={talk} />,
		Composer: () => <Composer send={talk.type} />,
	};
}
