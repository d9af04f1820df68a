"""What a province's folder is called: the spelling of its name, by the code's two digits.

These names are settled (two are easily confused: Shanxi is 山西, Shaanxi is 陕西); those of cities
and counties are not kept here, a keeper gives them.
"""

_NAMES = """
11 beijing Beijing
12 tianjin Tianjin
13 hebei Hebei
14 shanxi Shanxi
15 neimenggu Inner Mongolia
21 liaoning Liaoning
22 jilin Jilin
23 heilongjiang Heilongjiang
31 shanghai Shanghai
32 jiangsu Jiangsu
33 zhejiang Zhejiang
34 anhui Anhui
35 fujian Fujian
36 jiangxi Jiangxi
37 shandong Shandong
41 henan Henan
42 hubei Hubei
43 hunan Hunan
44 guangdong Guangdong
45 guangxi Guangxi
46 hainan Hainan
50 chongqing Chongqing
51 sichuan Sichuan
52 guizhou Guizhou
53 yunnan Yunnan
54 xizang Xizang
61 shaanxi Shaanxi
62 gansu Gansu
63 qinghai Qinghai
64 ningxia Ningxia
65 xinjiang Xinjiang
"""

PROVINCES: dict[str, tuple[str, str]] = {
    digits: (slug, name)
    for digits, slug, name in (line.split(" ", 2) for line in _NAMES.strip().splitlines())
}
