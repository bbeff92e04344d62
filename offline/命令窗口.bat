@echo off
if not exist "%~dp0reportgen.bat" (
    echo 还没有安装，请先双击“安装.bat”。
    pause
    exit /b 1
)
set "PATH=%~dp0;%PATH%"
set "HOME_OF_REPORTS=%USERPROFILE%\Documents\绩效报告"
if not exist "%HOME_OF_REPORTS%\" mkdir "%HOME_OF_REPORTS%"
if not exist "%HOME_OF_REPORTS%\" (
    echo 不能新建文件夹：%HOME_OF_REPORTS%
    pause
    exit /b 1
)
cd /d "%HOME_OF_REPORTS%"
echo 文件都放在这个文件夹：%CD%
echo.
echo   新建填报表    reportgen new --pack futian 填报表.xlsx --open
echo   生成报告      reportgen build 填报表.xlsx --open
echo   全部命令      reportgen --help
echo.
echo 每一步怎么做，见“使用手册.html”。
cmd /k
