import { CAPTURED_TITLE } from './hearing/ear-server.ts';
import type { Microphone } from './hearing/microphone.ts';

/** Each window of the browser loads two pages for its address bar, where nobody types: 0.7 s of computing. */
const ADDRESS_BAR = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** What Playwright (1.65) turns off: a second list takes the place of its own. */
const PLAYWRIGHTS = [
	'AvoidUnnecessaryBeforeUnloadCheckSync',
	'DestroyProfileOnBrowserClose',
	'HttpsUpgrades',
	'HttpsFirstBalancedModeAutoEnable',
	'MediaRouter',
	'PaintHolding',
	'ThirdPartyStoragePartitioning',
	'AvoidCorsURLLoaderRestartOnRedirect',
	'OptimizationHints',
	'NetworkTimeServiceQuerying',
	'AimEnabled',
	'PreconnectToSearch',
];

/**
 * No flag touches the autoplay policy: it has to be able to make a test fail.
 *
 * @param microphone null: there is none
 */
export function browserFlags({ microphone, shell }: { microphone: Microphone | null; shell: boolean }): string[] {
	return [
		'--no-sandbox',
		'--disable-gpu',
		'--disable-quic',
		'--no-pings',
		`--disable-features=${[...PLAYWRIGHTS, ...ADDRESS_BAR].join(',')}`,
		// Nothing outside of this machine is asked for, not even by name.
		'--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1, EXCLUDE localhost',
		`--auto-select-tab-capture-source-by-title=${CAPTURED_TITLE}`,
		...(microphone === null
			? []
			: ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${microphone.file}%noloop`]),
		// The shell can ask nobody.
		...(shell ? ['--use-fake-ui-for-media-stream'] : []),
	];
}
