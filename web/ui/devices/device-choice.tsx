import { createEffect, createMemo, For, Show } from 'solid-js';
import type { Sound } from '../../call/devices/create-sound.ts';
import type { Device } from '../../call/devices/devices.ts';
import { canChooseSpeaker } from '../../call/sound/outlet.ts';
import './device-choice.css';
import { levelWords } from './sound-words.ts';

function DeviceSelect(props: {
	readonly name: string;
	readonly devices: readonly Device[];
	readonly chosen: string;
	readonly choose: (id: string) => void;
}) {
	const options = createMemo((): readonly Device[] => {
		const away = props.chosen !== '' && !props.devices.some(({ id }) => id === props.chosen);
		return [
			{ id: '', label: 'What the system uses' },
			...props.devices,
			...(away ? [{ id: props.chosen, label: 'Not connected now' }] : []),
		];
	});
	let select: HTMLSelectElement | undefined;
	// After its options have changed: a select forgets what it showed when that option goes.
	createEffect(() => {
		if (select !== undefined && options().length > 0) select.value = props.chosen;
	});
	return (
		<label>
			{props.name}
			<select
				ref={(element) => {
					select = element;
				}}
				onChange={(event) => props.choose(event.currentTarget.value)}
			>
				<For each={options()}>{({ id, label }) => <option value={id}>{label}</option>}</For>
			</select>
		</label>
	);
}

/** What to speak and to listen with. A change is applied at once, and remembered. */
export function DeviceChoice(props: { readonly sound: Pick<Sound, 'devices' | 'choice' | 'choose' | 'level'> }) {
	const { sound } = props;
	return (
		<div class="devices">
			<DeviceSelect
				name="Microphone"
				devices={sound.devices().microphones}
				chosen={sound.choice().microphone}
				choose={(microphone) => sound.choose({ microphone })}
			/>
			<p class="level">
				<meter max="1" value={sound.level() ?? 0} aria-label="Level" aria-valuetext={levelWords(sound.level())} />
				<span aria-hidden="true">{levelWords(sound.level())}</span>
			</p>
			<Show when={canChooseSpeaker() && sound.devices().speakers.length > 0}>
				<DeviceSelect
					name="Speaker"
					devices={sound.devices().speakers}
					chosen={sound.choice().speaker}
					choose={(speaker) => sound.choose({ speaker })}
				/>
			</Show>
			<label>
				Volume
				<input
					type="range"
					step="5"
					value={sound.choice().volume * 100}
					onInput={(event) => sound.choose({ volume: event.currentTarget.valueAsNumber / 100 })}
				/>
			</label>
		</div>
	);
}
