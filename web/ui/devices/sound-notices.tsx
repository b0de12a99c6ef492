import { Show } from 'solid-js';
import type { Sound } from '../../call/devices/create-sound.ts';
import type { MicrophoneState } from '../../call/microphone/create-microphone.ts';
import './sound-notices.css';
import { PANEL } from './sound-panel.tsx';
import { allowWords, insteadWords, MUTED, NOTHING_HEARD } from './sound-words.ts';

interface SoundNoticesProps {
	readonly sound: Pick<Sound, 'hint' | 'instead'>;
	readonly microphone: MicrophoneState;
	readonly unmute: () => void;
	readonly userAgent: string;
}

/** What somebody may not know about their microphone. The list is always there: what comes into it is announced. */
export function SoundNotices(props: SoundNoticesProps) {
	const denied = () => props.microphone.status === 'refused' && props.microphone.why === 'denied';
	return (
		<div class="hints" aria-live="polite">
			<Show when={denied()}>
				<p class="note">{allowWords(props.userAgent)}</p>
			</Show>
			<Show when={props.sound.instead()}>{(label) => <p class="note">{insteadWords(label())}</p>}</Show>
			<Show when={props.sound.hint() === 'muted'}>
				<p class="note">{MUTED}</p>
				<button type="button" onClick={() => props.unmute()}>
					Unmute
				</button>
			</Show>
			<Show when={props.sound.hint() === 'nothing'}>
				<p class="note">{NOTHING_HEARD}</p>
				<button type="button" popovertarget={PANEL}>
					Choose another one
				</button>
			</Show>
		</div>
	);
}
