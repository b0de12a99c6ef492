/**
 * What Greenroom promises, and whether it held until this moment.
 *
 * @module
 */
import { createMemo, For, Show } from 'solid-js';
import type { Shown } from '../play/create-simulation.ts';
import type { Playback } from '../playback/create-playback.ts';
import { judgedBy } from '../promises/promises.ts';
import { clock } from './words.ts';

export function Promises(props: { readonly shown: Shown; readonly playback: Playback }) {
	const judged = createMemo(() => judgedBy(props.shown.played.violations));
	const broken = () => judged().filter(({ brokenAt }) => brokenAt !== null).length;
	const go = (at: number) => {
		props.playback.pause();
		props.playback.jump(at);
	};
	return (
		<section class="panel promises" aria-labelledby="promises">
			<h2 id="promises">What Greenroom promises</h2>
			<p class="verdict" role="status">
				{broken() === 0
					? `All ${judged().length} promises are kept in this history.`
					: `${broken()} of ${judged().length} promises are broken in this history.`}
			</p>
			<ul>
				<For each={judged()}>
					{({ rule, words, brokenAt, what }) => (
						<li data-rule={rule} data-kept={brokenAt === null ? 'yes' : 'no'}>
							<span class="sign" aria-hidden="true">
								{brokenAt === null ? '✓' : '✗'}
							</span>
							<div>
								<p>{words}</p>
								<Show when={brokenAt} fallback={<p class="note">kept</p>}>
									{(at) => (
										<>
											<button type="button" onClick={() => go(at())}>
												Broken at {clock(at())}
											</button>
											<p class="note">{what[0]}</p>
										</>
									)}
								</Show>
							</div>
						</li>
					)}
				</For>
			</ul>
		</section>
	);
}
