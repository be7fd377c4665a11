/**
 * Estimates of Y and delta in the impact law I(Q) = Y sigma (Q/V)^delta from executed orders.
 *
 * The estimates are parameters of the same names in every calculator with an impact law. The square-root law,
 * delta = 0.5, is what metaorders of many markets show (Toth et al. 2011); 1 is linear. A single order's impact is
 * mostly noise, so both estimates come with standard errors and tests.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import { TOTH_2011 } from '../market/references.ts';
import { type Input, outputs, parameters } from './interface.ts';
import { compute, isOneParticipation, logarithmicFit, pointsOf } from './model.ts';

const FEWEST_ORDERS = 5;

/** Time for one order, over the whole search. */
const MS_PER_ORDER = 0.02;

/** Sixty orders that follow Y = 1 and delta = 0.5 up to a little noise: size, volatility, volume and impact of each. */
const SQUARE_ROOT_ORDERS = ordersOf([
  17169, 0.03626, 185660, 0.00989692, 15120, 0.03718, 792470, 0.00549139, 19.361, 0.03892, 154070, -0.0008108, 365.63,
  0.0347, 100970, 0.0023616, 58340, 0.04135, 286760, 0.01697011, 234340, 0.0221, 1210100, 0.00877198, 813.96, 0.00907,
  271140, 0.0004817, 641.83, 0.01654, 980900, 0.00073025, 1112.2, 0.01872, 273880, 0.00178098, 22958, 0.01488, 1296900,
  0.00185818, 988320, 0.01247, 9662400, 0.00339135, 501090, 0.02362, 2644700, 0.00990885, 101420, 0.01922, 4571600,
  0.00189843, 28900, 0.02979, 4924900, 0.00140909, 82.914, 0.0375, 117230, 0.00050068, 36162, 0.03296, 1252000,
  0.00524977, 1930.9, 0.02681, 561570, 0.00153051, 3165.5, 0.00909, 611660, 0.00037149, 3538.4, 0.04438, 122170,
  0.00605761, 1254.7, 0.04434, 219130, 0.0025295, 26897, 0.03983, 3475700, 0.00326034, 84571, 0.02499, 8034100,
  0.002904, 2861.2, 0.04341, 345590, 0.00507308, 552840, 0.0354, 4374900, 0.01137004, 27143, 0.02877, 4152200,
  0.00191864, 54328, 0.01539, 5495700, 0.00142401, 5089.7, 0.0212, 1022000, 0.00104716, 24580, 0.02495, 1766000,
  0.00316002, 72.372, 0.01456, 113750, -0.00016841, 243630, 0.03821, 3952600, 0.00776937, 28621, 0.03291, 324030,
  0.00890741, 4717.3, 0.01723, 106940, 0.00328848, 2545.6, 0.02074, 165570, 0.00253616, 439.82, 0.0181, 1134400,
  0.00041107, 10343, 0.01991, 2649600, 0.00103365, 1763.3, 0.01496, 593080, 0.00074488, 23274, 0.02687, 165010,
  0.00926856, 509.27, 0.00866, 4306100, 0.00031328, 6439.4, 0.01393, 196300, 0.00215264, 726.96, 0.0441, 1228600,
  -0.00030902, 25335, 0.01626, 3941100, 0.00097925, 1888.3, 0.03135, 1418100, 0.00052463, 145.44, 0.04381, 131090,
  0.00184507, 6357.7, 0.04275, 5212300, 0.00082833, 8796.2, 0.01734, 3073900, 0.00154617, 8785.9, 0.0436, 119080,
  0.01075406, 550.66, 0.04011, 1382200, 0.00195535, 2191, 0.02084, 1041700, 0.0007535, 5902.7, 0.02402, 257940,
  0.00334786, 2334.4, 0.02649, 2147400, 0.0010197, 50277, 0.04129, 447400, 0.01300673, 128870, 0.03696, 452360,
  0.01781064, 265.34, 0.03295, 476640, 0.00150014, 59714, 0.03342, 487190, 0.00920912, 261980, 0.01668, 931100,
  0.00794141, 33717, 0.01588, 218470, 0.00548261, 41588, 0.03912, 3297900, 0.00347144, 41533, 0.03035, 382320, 0.009411,
  1032900, 0.01301, 8102400, 0.00406478, 21.6, 0.04005, 119750, 0.00036531,
]);

/** One hundred and fifty orders whose impact is mostly noise, in the same form. */
const NOISY_ORDERS = ordersOf([
  68.105, 0.02265, 296550, 0.00074759, 103760, 0.03762, 635600, 0.01249159, 2028, 0.02786, 3391000, 3.259e-5, 91.786,
  0.04232, 163070, 0.00363548, 302780, 0.03762, 4548200, 0.00813422, 65400, 0.03962, 1794500, 0.00896615, 1157.7,
  0.03042, 5755700, -0.00182216, 1030.7, 0.01131, 226770, -0.00095479, 791360, 0.02826, 7399100, 0.00430715, 170940,
  0.03938, 1395500, 0.01975954, 2921.1, 0.03016, 1039300, -0.00099484, 28464, 0.0096, 407590, 0.00206354, 1927, 0.01838,
  123780, -0.00094133, 150030, 0.01524, 484940, 0.00594948, 342.72, 0.03141, 669250, -0.00019229, 4132.7, 0.02867,
  3118100, 0.00378218, 1452.3, 0.01028, 6436200, 0.00035917, 1153, 0.02025, 1701600, 0.0043929, 915.49, 0.00958, 226510,
  -0.00042529, 303070, 0.04352, 8118500, -0.00479875, 111.65, 0.04374, 108740, 0.00164691, 114390, 0.03826, 7702200,
  -0.00163827, 180.62, 0.02443, 386210, 0.00216937, 12112, 0.00835, 8387400, 0.00092582, 48.203, 0.037, 122910,
  -0.00199609, 42690, 0.02369, 156390, 0.01106755, 42.027, 0.01005, 260520, 0.00095249, 27.696, 0.02615, 199200,
  0.00427224, 97689, 0.01252, 314860, 0.0027152, 188560, 0.02568, 658630, 0.00935525, 833.51, 0.00936, 304600,
  -0.00045564, 486700, 0.02645, 6006200, 0.00645215, 89.882, 0.01697, 115690, 0.00064939, 1719.4, 0.0099, 5488100,
  0.00092595, 68355, 0.04465, 7179000, -0.00668402, 119110, 0.03555, 2032100, 0.01122802, 205.95, 0.0158, 974040,
  0.0029743, 10647, 0.03231, 7065700, -0.00519922, 70427, 0.03815, 3972000, -0.00325133, 2046.3, 0.04214, 2354600,
  -0.00059318, 1489, 0.04393, 8176300, 0.00791564, 17198, 0.01272, 122770, 0.00291268, 187170, 0.01024, 8651100,
  0.00186162, 56380, 0.04232, 1375300, 0.01210227, 28.089, 0.04213, 273580, 0.01051912, 11650, 0.03697, 170520,
  0.0075064, 48182, 0.04051, 5698400, 0.00451626, 60591, 0.03662, 458440, 0.01588242, 6101.7, 0.00898, 877040,
  0.00188199, 100970, 0.0305, 949870, 0.00815989, 351.97, 0.0364, 189460, 0.00028692, 373110, 0.01115, 4735600,
  0.002177, 2635.1, 0.03713, 1221100, -0.00020376, 226610, 0.01152, 940380, 0.00514843, 2525.1, 0.04076, 169400,
  -0.00197605, 271480, 0.01048, 5196200, 0.00154835, 2806.3, 0.01919, 5789600, 0.00147784, 1522.4, 0.04035, 3950900,
  -0.00391582, 75.037, 0.02629, 225270, -0.00182525, 197210, 0.00821, 6429000, 0.00201159, 3395.9, 0.026, 420370,
  0.00069894, 102.43, 0.03936, 141700, -0.00471904, 24942, 0.04447, 517110, 0.00110433, 2067.8, 0.04177, 1656000,
  -0.00453788, 133040, 0.01931, 859130, 0.00828023, 5932.5, 0.0132, 1682700, -0.00158688, 6452.2, 0.0325, 3484000,
  0.00190083, 13166, 0.01457, 194030, 0.00319327, 12758, 0.02931, 6365400, -0.00212067, 394.32, 0.04264, 153790,
  0.00703524, 4458.9, 0.02009, 228740, 0.0016798, 23072, 0.0387, 109700, 0.01408885, 267660, 0.04327, 4001400, 0.011562,
  9977.2, 0.0427, 978320, 0.00843886, 813140, 0.01232, 3315200, 0.00326404, 44972, 0.03876, 3093200, -0.00265856, 71302,
  0.02303, 403390, 0.00231628, 3097.8, 0.01652, 2553800, -0.00213395, 7031.1, 0.04487, 450020, 0.00802915, 45977,
  0.0185, 632880, 0.00216832, 74.007, 0.0148, 665470, -0.00256465, 3195.8, 0.04319, 1696400, -0.00089535, 620.34,
  0.01051, 1763800, 0.00379995, 89793, 0.01955, 6917200, 0.0002921, 121.71, 0.01622, 152290, 0.00395732, 1192.3,
  0.01682, 3596200, -0.00169358, 82448, 0.01404, 396670, 0.00537387, 283000, 0.01771, 1242400, 0.00317169, 398.17,
  0.01158, 1118800, 0.00130576, 28.703, 0.04472, 175200, 0.0012239, 49422, 0.03397, 378540, 0.00817277, 954790, 0.03462,
  8039400, 0.00255942, 35325, 0.03478, 1318000, -0.00086656, 18347, 0.02592, 203420, 0.00433423, 52.934, 0.04037,
  136650, 0.00024508, 239810, 0.02015, 2313600, 0.00704145, 1796.4, 0.00904, 593760, 0.00044944, 2844.4, 0.0138,
  8321300, -9.001e-5, 379370, 0.01658, 4979400, 0.00108147, 1216, 0.03854, 2735800, -0.00129505, 292070, 0.04209,
  9837400, 0.00942038, 410370, 0.02973, 4954700, 0.00470194, 2408.1, 0.04173, 163800, 0.00082411, 78466, 0.00938,
  6227700, 0.00220435, 1441.2, 0.03974, 1836100, -0.00152462, 95275, 0.02055, 6184300, -0.00014201, 615200, 0.04105,
  4659500, 0.01614682, 32647, 0.0275, 2497200, -0.00121265, 16240, 0.01102, 9438200, -8.687e-5, 15270, 0.01725, 1233900,
  -0.00113441, 44.812, 0.03692, 252170, 0.00599829, 45537, 0.03859, 171220, 0.01100974, 105.14, 0.03922, 1043800,
  -0.00449249, 4000.8, 0.00927, 108780, 0.0001195, 290.53, 0.02131, 903990, 0.00348045, 4734.5, 0.02237, 4283800,
  -0.00241576, 213.19, 0.02325, 1620400, 0.0047513, 5904.4, 0.03356, 5314600, -0.00042302, 110570, 0.02418, 3781600,
  0.0030233, 1085000, 0.01821, 5943100, 0.00608752, 8638.9, 0.03122, 3247600, 0.002758, 1368.3, 0.02691, 1738700,
  -0.00195918, 96.087, 0.01862, 114860, 0.00132543, 660.94, 0.04449, 3285200, -0.00112619, 45.126, 0.01583, 214770,
  0.00269795, 33764, 0.01222, 6041000, -0.00032611, 1886.6, 0.04464, 479730, 0.00370619, 1217.6, 0.04394, 4858400,
  0.00378189, 3789.6, 0.03244, 391930, 0.00331215, 2094.2, 0.03458, 4938300, -0.00052183, 5467.1, 0.0147, 113350,
  0.00234724, 627.09, 0.04437, 445490, 0.00232387, 3080.3, 0.04463, 1635300, 0.00288882, 1746700, 0.03331, 8169200,
  0.01386006, 1440.4, 0.04143, 9062900, -0.00182043, 1124.8, 0.01538, 4855700, -0.00250567, 893.96, 0.02821, 188630,
  -0.00191764, 264190, 0.03607, 3072000, 0.00644897, 40.829, 0.01611, 119060, 0.00034603, 3762, 0.02073, 244950,
  0.00490805, 16056, 0.04294, 533780, 0.00673782, 5096.3, 0.009, 9185900, 0.00104716, 18673, 0.03506, 241140,
  0.01143778, 142.73, 0.03461, 120980, -0.00115883, 188.02, 0.0219, 610450, -0.00219621, 234.35, 0.0091, 781300,
  0.00031535, 134970, 0.02348, 3693200, 0.00481336, 176960, 0.02582, 1307900, 0.00858871, 61938, 0.0147, 8861300,
  -0.00102367, 54286, 0.00885, 1579200, 0.00015777,
]);

export const impactCalibration = defineCalculator({
  slug: 'impact-calibration',
  title: 'Impact law fitted to orders',
  summary:
    'Fits the impact law to orders: by weighted least squares on the impact itself, including negative impacts, and by weighted regression of logarithms, on single orders or on bins. Gives standard errors, intervals, and tests of the square-root and the linear law; its coefficient and exponent can be used as parameters of every calculator with an impact law.',
  version: '1.0.0',
  concepts: [
    'price-impact',
    'model-calibration',
    'market-liquidity',
    'market-depth',
    'slippage',
    'trading-volume-metrics',
    'informed-trading-modeling',
    'cross-asset-liquidity-risk',
    'order-book-pressure',
    'selling-pressure',
  ],
  phrases: ['price impact', 'square-root law', 'market impact', 'metaorder', 'slippage'],
  nulls: 'absent',
  parameters,
  outputs,

  equations: [
    String.raw`x = Q / V, \quad z = \text{impact} / \sigma, \quad z \approx Y x^{\delta}`,
    String.raw`S(\delta) = \sum_i w_i (z_i - Y x_i^{\delta})^2, \quad Y(\delta) = \frac{\sum_i w_i z_i x_i^{\delta}}{\sum_i w_i x_i^{2\delta}}`,
    String.raw`\mathrm{Cov}(Y, \delta) = s^2 (J^{\top} W J)^{-1}, \quad J = \bigl(x^{\delta},\; Y x^{\delta} \ln x\bigr), \quad s^2 = S / (N - 2)`,
    String.raw`\ln z = a + \delta \ln x + e, \quad Y_{\text{median}} = e^{a}, \quad Y_{\text{mean}} = e^{a} \frac{\sum_i w_i e^{e_i}}{\sum_i w_i}`,
  ],
  assumptions: [
    'Orders are independent, and their impact is unrelated to why they were sent.',
    'The variance of the residuals is proportional to the square of volatility over the weight.',
    'Impact is that from the start to the end of an order; its decay afterwards is not considered.',
    'With fewer than a few hundred orders, the exponent is imprecise, because the impact of a single order is mostly noise.',
  ],
  references: [
    {
      citation:
        "Almgren, R., Thum, C., Hauptmann, E., Li, H. (2005), 'Direct Estimation of Equity Market Impact', Risk 18(7), 58-62",
    },
    TOTH_2011,
    {
      citation: "Bouchaud, J.-P., Bonart, J., Donier, J., Gould, M. (2018), 'Trades, Quotes and Prices'",
      doi: '10.1017/9781316659335',
    },
    {
      citation:
        "Zarinelli, E., Treccani, M., Farmer, J. D., Lillo, F. (2015), 'Beyond the Square Root', Market Microstructure and Liquidity 1(2), 1550004",
    },
    {
      citation:
        "Duan, N. (1983), 'Smearing Estimate: A Nonparametric Retransformation Method', Journal of the American Statistical Association 78(383), 605-610",
      doi: '10.1080/01621459.1983.10478017',
    },
  ],
  presets: [
    {
      name: 'square-root-orders',
      title: 'Sixty orders with little noise: the square-root law',
      parameters: { observations: SQUARE_ROOT_ORDERS },
    },
    {
      name: 'noisy-orders-in-bins',
      title: 'One hundred and fifty noisy orders, by logarithms in ten bins',
      parameters: { observations: NOISY_ORDERS, method: 'logLinear', bins: 10 },
    },
  ],

  *refuse(input) {
    const { observations, fixedExponent, bins, method } = input;
    const refused = (parameter: string, message: string): Problem => ({ parameter, code: 'OUT_OF_RANGE', message });
    if (observations.length < FEWEST_ORDERS) {
      yield refused('observations', `must be at least ${FEWEST_ORDERS} orders, but got ${observations.length}`);
    } else if (fixedExponent === null && isOneParticipation(pointsOf(input))) {
      yield refused('observations', 'must differ in Q/V, or the exponent has to be held by fixedExponent');
    }
    if (bins > observations.length) {
      yield refused('bins', `must be at most the number of orders, ${observations.length}, but got ${bins}`);
    } else if (method === 'logLinear' && logarithmicFit(input) === null) {
      yield refused(
        'observations',
        'must have at least 3 points of positive impact, of more than one Q/V, for logarithms',
      );
    }
  },

  /** V is the volume of one day, and the impact is measured in volatilities of one day. */
  absoluteUnits: () => ['day'],
  cost: ({ observations }) => MS_PER_ORDER * observations.length,
  compute,
});

/** Orders from a flat list of their figures: size, volatility, volume, impact. */
function ordersOf(figures: readonly number[]): Partial<Input['observations'][number]>[] {
  return Array.from({ length: figures.length / 4 }, (_, i) => {
    const [orderQuantity = 0, dailyVolatility = 0, dailyVolume = 0, impact = 0] = figures.slice(4 * i, 4 * i + 4);
    return { orderQuantity, dailyVolatility, dailyVolume, impact };
  });
}
