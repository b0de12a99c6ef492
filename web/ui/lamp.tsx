import './lamp.css';
import './lamp-states.css';

/** What the agent does, as a picture and as words. The picture follows `data-call` and `data-agent` of the page. */
export function Lamp(props: { readonly words: string }) {
	return (
		<div class="lamp">
			<div class="lamp-light" aria-hidden="true">
				<i />
				<i />
				<i />
				<i />
				<i />
			</div>
			<p role="status">{props.words}</p>
		</div>
	);
}
