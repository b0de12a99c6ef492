/**
 * Everything that is loaded when somebody wants to talk, and not before: LiveKit, and what is on the page during a call.
 *
 * @module
 */
import { makeLive } from './call/live/live.ts';
import { newMessage } from './call/outbox/new-message.ts';
import { createTalk, type TalkOptions } from './call/talk/create-talk.ts';
import { agentWords } from './ui/agent-words.ts';
import { Composer } from './ui/composer.tsx';
import { Controls } from './ui/controls.tsx';
import { Notices } from './ui/notices.tsx';
import { failureWords } from './ui/words.ts';

/** Begins a talk; its parts are placed by the page. */
export function startTalk(options: TalkOptions) {
	const talk = createTalk(options, {
		makeLive,
		failureWords,
		newMessage: (text) => newMessage(text, Date.now(), crypto),
	});
	return {
		/** Mirrored on the page. */
		agent: () => talk.presence().agent,
		agentWords: () => agentWords[talk.presence().agent],
		Notices: () => <Notices talk={talk} />,
		Controls: () => <Controls talk={talk} />,
		Composer: () => <Composer send={talk.type} />,
	};
}
