import type { Sound } from '../../call/devices/create-sound.ts';
import { DeviceChoice } from './device-choice.tsx';
import './sound-panel.css';

/** The id that a button names to open the panel. */
export const PANEL = 'sound-panel';

/** Microphone, speaker and volume during the call. */
export function SoundPanel(props: { readonly sound: Sound }) {
	return (
		<>
			<button type="button" popovertarget={PANEL}>
				Sound
			</button>
			<div popover id={PANEL} class="panel" role="dialog" aria-label="Sound">
				<DeviceChoice sound={props.sound} />
				<button type="button" popovertarget={PANEL} popovertargetaction="hide">
					Done
				</button>
			</div>
		</>
	);
}
