from decimal import Decimal as D, getcontext
from math import factorial as f
from scipy.signal import besselap, bessel
import numpy as np
getcontext().prec = 60
def cmul(a,b): return (a[0]*b[0]-a[1]*b[1], a[0]*b[1]+a[1]*b[0])
def cdiv(a,b):
    n=b[0]**2+b[1]**2
    return ((a[0]*b[0]+a[1]*b[1])/n,(a[1]*b[0]-a[0]*b[1])/n)
def horner(c,z):
    r=(D(0),D(0))
    for a in c:
        r=cmul(r,z); r=(r[0]+a,r[1])
    return r
for N in range(1,17):
    a=[D(f(2*N-k))/(D(2)**(N-k)*f(k)*f(N-k)) for k in range(N,-1,-1)]
    da=[c*(N-i) for i,c in enumerate(a[:-1])]
    ps=besselap(N,norm='delay')[1]
    out=[]
    for p in ps:
        if p.imag<-1e-9: continue
        z=(D(float(p.real)),D(float(p.imag)) if abs(p.imag)>1e-9 else D(0))
        for _ in range(60):
            s=cdiv(horner(a,z),horner(da,z)); z=(z[0]-s[0],z[1]-s[1])
        out.append(z)
    # magnitude: |H(jw)|^2 = a0^2/|theta(jw)|^2 = 1/2 by bisection
    lo,hi=D(0),D(20)
    for _ in range(200):
        m=(lo+hi)/2
        v=horner(a,(D(0),m)); 
        if v[0]**2+v[1]**2 < 2*a[-1]**2: lo=m
        else: hi=m
    w=lo
    out=sorted([(-float(z[0]/w),float(z[1]/w)) for z in out],key=lambda t:t[1])
    ref=besselap(N,norm='mag')[1]
    ref=sorted([(-r.real,r.imag) for r in ref if r.imag>-1e-9],key=lambda t:t[1])
    err=max(abs(complex(*x)-complex(*y)) for x,y in zip(out,ref))
    print(f"        {N}: "+"["+", ".join(f"({d!r}, {i!r})" for d,i in out)+"],", "//", err)
