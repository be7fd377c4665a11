/** Publications that several calculators cite. */

export const KYLE_1985 = {
  citation: "Kyle, A. S. (1985), 'Continuous Auctions and Insider Trading', Econometrica 53(6), 1315-1335",
  doi: '10.2307/1913210',
};
export const TOTH_2011 = {
  citation:
    "Toth, B., Lemperiere, Y., Deremble, C., de Lataillade, J., Kockelkoren, J., Bouchaud, J.-P. (2011), 'Anomalous price impact and the critical nature of liquidity in financial markets', Physical Review X 1, 021006",
  doi: '10.1103/PhysRevX.1.021006',
};
export const BRUNNERMEIER_PEDERSEN_2009 = {
  citation:
    "Brunnermeier, M. K., Pedersen, L. H. (2009), 'Market Liquidity and Funding Liquidity', Review of Financial Studies 22(6), 2201-2238",
  doi: '10.1093/rfs/hhn098',
};
export const BLACK_SCHOLES_1973 = {
  citation:
    "Black, F., Scholes, M. (1973), 'The Pricing of Options and Corporate Liabilities', Journal of Political Economy 81(3), 637-654",
  doi: '10.1086/260062',
};
export const MERTON_1973 = {
  citation:
    "Merton, R. C. (1973), 'Theory of Rational Option Pricing', Bell Journal of Economics and Management Science 4(1), 141-183",
  doi: '10.2307/3003143',
};
