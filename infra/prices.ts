/**
 * What AWS (us-east-1, November 2026, without free tiers) and Upstash ask for, in US dollars. Change them here when they do.
 *
 * @module
 */
export const PRICES = {
	/** Fargate, ARM. */
	vcpuHour: 0.032_38,
	gigabyteHour: 0.003_56,
	publicAddressHour: 0.005,
	/** Lambda, ARM. */
	functionGigabyteSecond: 0.000_013_333_4,
	functionRequest: 0.2 / 1e6,
	/** CloudFront: https, and the function that each request to the API passes. */
	siteRequest: 1 / 1e6,
	siteFunction: 0.1 / 1e6,
	/** Out of AWS. */
	gigabyteOut: 0.09,
	logGigabyte: 0.5,
	/** By the month. */
	metric: 0.3,
	alarm: 0.1,
	/** Each metric that an alarm of ten seconds looks at. */
	quickAlarmMetric: 0.3,
	dashboard: 3,
	secret: 0.4,
	/** Of the image in ECR. */
	imageGigabyte: 0.1,
	/** Upstash, by use. */
	storeCommand: 0.2 / 1e5,
} as const;
