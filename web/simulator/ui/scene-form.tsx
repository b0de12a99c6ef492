/**
 * Which history: by its seed, and with which bug.
 *
 * @module
 */
import { For } from 'solid-js';
import { planted } from '../../../sim/planted/planted.ts';
import type { Simulation } from '../play/create-simulation.ts';

export function SceneForm(props: { readonly simulation: Simulation }) {
	let field: HTMLInputElement | undefined;
	const seed = () => props.simulation.scene().seed;
	const show = (event: SubmitEvent) => {
		event.preventDefault();
		const typed = field?.value.trim() ?? '';
		if (/^\d{1,15}$/.test(typed)) props.simulation.showSeed(Number(typed));
		else if (typed === '') props.simulation.showSeed(null);
	};
	return (
		<form class="scene" onSubmit={show}>
			<label>
				<span>Seed of a history by chance (empty: one quiet call)</span>
				<input ref={field} inputmode="numeric" pattern="[0-9]*" maxlength="15" value={seed() ?? ''} />
			</label>
			<button type="submit">Show</button>
			<button type="button" onClick={props.simulation.showAny}>
				Any history
			</button>
			<label>
				<span>A bug in Greenroom, to see a promise break</span>
				<select onChange={({ currentTarget: { value } }) => props.simulation.showBug(value === '' ? null : value)}>
					<option value="" selected={props.simulation.scene().bug === null}>
						none
					</option>
					<For each={Object.entries(planted)}>
						{([name, { bug }]) => (
							<option value={name} selected={props.simulation.scene().bug === name}>
								{bug}
							</option>
						)}
					</For>
				</select>
			</label>
		</form>
	);
}
