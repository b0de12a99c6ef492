/**
 * The sound check before a call: loaded when somebody wants it, and LiveKit with the check of the line.
 *
 * @module
 */
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import type { LineCheck } from './call/check/check-line.ts';
import { createMicrophone } from './call/microphone/create-microphone.ts';
import { playChime } from './call/sound/chime.ts';
import { makeOutlet } from './call/sound/outlet.ts';
import { captureChosen, soundOf } from './sound.ts';
import { SoundCheck } from './ui/setup/sound-check.tsx';

/** As if an agent listened: whoever tries a microphone is expected to speak. */
const listening = { agent: 'listening', sid: '', listens: 'speech' } as const;

export function openSoundCheck(): void {
	const dialog = document.createElement('dialog');
	dialog.className = 'sound-check';
	dialog.ariaLabel = 'Sound check';
	document.body.append(dialog);
	const over = new AbortController();
	const { signal } = over;
	const dispose = render(() => {
		const outlet = makeOutlet();
		const microphone = createMicrophone(() => captureChosen(signal));
		const sound = soundOf({ microphone, presence: () => listening, signal }, outlet);
		const [line, setLine] = createSignal<LineCheck | null>(null);
		const fails = () => setLine({ outcome: 'fails', at: 'service' });
		const check = () => {
			setLine({ outcome: 'trying', at: 'service' });
			import('./talk.tsx').then(({ checkLineNow }) => checkLineNow(signal, setLine), fails);
		};
		return (
			<SoundCheck
				sound={sound}
				microphone={microphone.state()}
				userAgent={navigator.userAgent}
				allow={() => void microphone.toggle()}
				play={() => void playChime(outlet)}
				line={line()}
				checkLine={check}
				close={() => dialog.close()}
			/>
		);
	}, dialog);
	dialog.addEventListener('close', () => {
		over.abort();
		dispose();
		dialog.remove();
	});
	dialog.showModal();
}
