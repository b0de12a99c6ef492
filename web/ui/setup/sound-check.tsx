import { For, Show } from 'solid-js';
import type { LineCheck } from '../../call/check/check-line.ts';
import type { Sound } from '../../call/devices/create-sound.ts';
import type { MicrophoneState } from '../../call/microphone/create-microphone.ts';
import { DeviceChoice } from '../devices/device-choice.tsx';
import { allowWords, NOTHING_HEARD } from '../devices/sound-words.ts';
import { microphoneWords } from '../words.ts';
import { linkState, links, linkWords } from './check-words.ts';
import './sound-check.css';

export interface SoundCheckProps {
	readonly sound: Sound;
	readonly microphone: MicrophoneState;
	readonly userAgent: string;
	/** Has the browser ask for the microphone. */
	readonly allow: () => void;
	readonly play: () => void;
	/** `null`: nobody has asked for one. */
	readonly line: LineCheck | null;
	readonly checkLine: () => void;
	readonly close: () => void;
}

/** What somebody can try before a call. Nothing is asked of the browser before they press a button. */
export function SoundCheck(props: SoundCheckProps) {
	const heard = () => 'track' in props.microphone;
	const refused = () => (props.microphone.status === 'refused' ? props.microphone.why : null);
	return (
		<>
			<h2>Sound check</h2>
			<Show when={!heard()}>
				<button type="button" class="primary" disabled={props.microphone.status === 'asking'} onClick={props.allow}>
					Try the microphone
				</button>
			</Show>
			<div aria-live="polite">
				<Show when={refused()}>
					{(why) => (
						<p class="alert">
							{microphoneWords(why())} {why() === 'denied' ? allowWords(props.userAgent) : ''}
						</p>
					)}
				</Show>
				<Show when={props.sound.hint()}>
					<p class="alert">{NOTHING_HEARD}</p>
				</Show>
			</div>
			<DeviceChoice sound={props.sound} />
			<button type="button" onClick={props.play}>
				Play a sound
			</button>
			<button type="button" disabled={props.line?.outcome === 'trying'} onClick={props.checkLine}>
				Check the connection
			</button>
			<ul aria-live="polite">
				<Show when={props.line}>
					{(line) => (
						<For each={links}>
							{(link) => (
								<li>
									{linkWords[link].name}: <b>{linkState(line(), link)}</b>
									<Show when={linkState(line(), link) === 'no'}>
										<p class="alert">{linkWords[link].remedy}</p>
									</Show>
								</li>
							)}
						</For>
					)}
				</Show>
			</ul>
			<button type="button" onClick={props.close}>
				Done
			</button>
		</>
	);
}
